"""A migration as JSON, and what there is to say about it in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mergetui.catalog.model import Catalog
from mergetui.merge.model import Merged
from mergetui.migration.model import Migration
from mergetui.report.state import consequence_text, left_out_text
from mergetui.report.text import clean, count


def migration_json(
    files: Mapping[str, str], migration: Migration, merged: Merged
) -> dict[str, Any]:
    """What ``export --json`` prints."""
    tables = merged.catalog.tables.values()
    return {
        "files": [{"name": name, "sql": text} for name, text in files.items()],
        "statements": [
            {
                "sql": s.sql,
                "object": s.object,
                "decision": s.decision,
                "hazards": [
                    {
                        "kind": h.kind,
                        "message": h.message,
                        "question": h.question,
                        "remedy": h.remedy,
                    }
                    for h in s.hazards
                ],
                "lock": s.lock,
            }
            for s in migration.statements
        ],
        "merged": {
            "tables": len(tables),
            "columns": merged.catalog.column_count,
            "foreign_keys": sum(len(t.foreign_keys) for t in tables),
            "policies": sum(len(t.policies) for t in tables),
        },
        "widened": [
            {
                "table": w.table.key,
                "side": w.side,
                "source": w.source.key,
                "roles": w.roles,
                "gain": w.gain,
            }
            for w in merged.widened
        ],
    }


def summary_text(migration: Migration, merged: Merged) -> Iterator[str]:
    """How much it is, and what it may do."""
    hazards = Counter(hazard.kind for _, hazard in migration.hazards)
    told = (
        f"{count(len(migration.statements), 'statement')} in {count(len(migration.files), 'file')}"
    )
    if hazards:
        told += f"; hazards: {', '.join(f'{kind} {n:,}' for kind, n in sorted(hazards.items()))}"
    yield f"{told}."
    if merged.left_out:
        yield f"{count(len(merged.left_out), 'object')} of a side left out:"
        yield from (f"  {left_out_text(item)}" for item in merged.left_out)
    two = [c for c in merged.consequences if c.part is not None]
    if two:
        yield f"{count(len(two), 'part')} with two meanings, and nobody decided:"
        yield from (f"  {clean(c.table)}: {consequence_text(c)}" for c in two)
    if merged.widened:
        tables = len({w.table for w in merged.widened})
        yield f"Who may do more than before, in {count(tables, 'merged table')}:"
        yield from (f"  {clean(f'{w.table.key}: {w.message}')}" for w in merged.widened)


def compared_text(catalog: Catalog) -> str:
    """``No difference`` as a counted statement."""
    others = sum(
        len(o) for o in (catalog.types, catalog.sequences, catalog.views, catalog.functions)
    )
    return (
        f"No difference: {count(len(catalog.tables), 'table')}, "
        f"{count(catalog.column_count, 'column')} and {count(others, 'other object')} compared."
    )
