"""What a choice drags in: the types and functions that come with a table of the local side, and
the tables that it points at and nobody has decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mergetui.catalog.model import Catalog
from mergetui.decisions.model import Side
from mergetui.merge.model import Consequence
from mergetui.merge.targets import Source, Targets


def closure(targets: Targets, catalogs: Mapping[Side, Catalog]) -> Iterator[Consequence]:
    """Told once for each table whose local definition counts."""
    remote, local = catalogs["remote"], catalogs["local"]
    there = {i.id for c in (remote.types, remote.functions, remote.sequences) for i in c.values()}
    known: dict[str, frozenset[str]] = {
        item.id: frozenset(getattr(item, "needs", ()))
        for items in (local.types, local.functions, local.sequences)
        for item in items.values()
    }
    undecided = {
        s.name for s in targets.sources if s.side == "local" and s.decision.action == "undecided"
    }
    for target in targets.targets.values():
        for source in target.sources:
            if source.side != "local" or target.definitions == "remote":
                continue
            brought = sorted(_closed(_needs(source), known) - there)
            if brought:
                message = f"brings with it {', '.join(brought)}"
                yield Consequence(table=source.key, column=None, message=message)
            for key in source.table.foreign_keys:
                if key.references in undecided and targets.where["local"][key.references] is None:
                    message = f"points at {key.references.key}, which is undecided and stays out"
                    yield Consequence(table=source.key, column=key.columns[0], message=message)


def _closed(needs: set[str], known: Mapping[str, frozenset[str]]) -> set[str]:
    """What is known of all that is needed, and of all that this needs."""
    found: set[str] = set()
    pending = needs & known.keys()
    while pending:
        found |= pending
        pending = {n for need in pending for n in known[need] if n in known} - found
    return found


def _needs(source: Source) -> set[str]:
    table = source.table
    return {
        *table.needs,
        *(t.function for t in table.triggers),
        *(n for p in table.policies for n in p.needs),
    }
