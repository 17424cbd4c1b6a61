"""The migration as text: a head that says what it is and may do, the guard, the statements under
the decisions they come from.

The invariants: the same inputs give the same bytes; a file holds no BEGIN or COMMIT, since it runs
as one transaction; and nothing that comes from a schema or a decision leaves its comment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import groupby

from mergetui.catalog.model import Catalog
from mergetui.catalog.names import quote_ident
from mergetui.catalog.snapshot import catalog_fingerprint
from mergetui.merge.model import Merged
from mergetui.migration.guard import guard_sql
from mergetui.migration.model import File, Migration, Statement


def render(
    migration: Migration,
    merged: Merged,
    *,
    remote: Catalog,
    local: Catalog,
    decisions_text: str,
) -> Mapping[str, str]:
    """The text of each file by its name, in order; none where there is nothing to do."""
    head = list(_head(migration, merged, remote, local, decisions_text))
    return {
        file.name: _file(file, number, migration, merged, remote, head)
        for number, file in enumerate(migration.files)
    }


def settings(catalog: Catalog) -> list[str]:
    """The settings under which a file runs."""
    listed = [
        "SET LOCAL lock_timeout = '5s'",
        # bodies may name what is made further down, as those of pg_dump do
        "SET LOCAL check_function_bodies = off",
    ]
    schemas = [quote_ident(name) for name in catalog.schemas if name != "public"]
    if schemas:  # where bodies look that name no schema; a statement may call them
        path = ", ".join(['"$user"', "public", "extensions", *schemas])
        listed.append(f"SET LOCAL search_path = {path}")
    return listed


def opening(migration: Migration, number: int, remote: Catalog, merged: Catalog) -> list[str]:
    """The statements that a file begins with: its settings, and the check that the database is
    the one that the file was compiled for. ``number`` counts files from 0."""
    return [*settings(merged), guard_sql(migration, number, remote, merged)]


def remark(text: str) -> str:
    """Text as one line of an SQL comment, whatever it holds."""
    plain = " ".join(text.split())
    return "-- " + "".join(c if c.isprintable() else "?" for c in plain)


def _head(
    migration: Migration, merged: Merged, remote: Catalog, local: Catalog, decisions_text: str
) -> Iterator[str]:
    statements, hazards = len(migration.statements), migration.hazards
    yield remark(
        f"Merged migration: {len(remote.tables):,} remote + {len(local.tables):,} local tables"
        f" -> {len(merged.catalog.tables):,}. {statements:,} statement{_s(statements)},"
        f" {len(hazards):,} hazard{_s(len(hazards))}."
    )
    decisions = hashlib.sha256(decisions_text.encode()).hexdigest()
    yield remark(
        f"Compiled from decisions.toml (sha256 {decisions}) for remote"
        f" {catalog_fingerprint(remote)}, local {catalog_fingerprint(local)}."
    )
    if hazards:
        yield "-- Hazards"
    for hazard in sorted((h for _, h in hazards), key=lambda h: (h.kind, h.message)):
        yield "--   " + remark(f"{hazard.kind}  {hazard.message}")[3:]
        if hazard.question:
            yield "--     ask: " + remark(hazard.question)[3:]


def _file(
    file: File,
    number: int,
    migration: Migration,
    merged: Merged,
    remote: Catalog,
    head: list[str],
) -> str:
    *settings, guard = opening(migration, number, remote, merged.catalog)
    lines = [*head]
    if len(migration.files) > 1:
        lines.append(
            remark(
                f"File {number + 1} of {len(migration.files)}: each is a transaction, to be run in"
                " this order."
            )
        )
    lines += ["", *(f"{s};" for s in settings), ""]
    lines += ["-- The remote must be the one that this was compiled for.", f"{guard};"]
    for label, statements in groupby(file.statements, key=lambda s: s.decision):
        lines += ["", remark(label or "no decision")]
        for statement in statements:
            lines += _asks(statement)
            lines.append(f"{statement.sql};")
    return "\n".join(lines) + "\n"


def _asks(statement: Statement) -> Iterator[str]:
    """What to ask of the rows before the statement, and what a decision can say instead."""
    for hazard in statement.hazards:
        if hazard.kind not in ("may-fail-on-rows", "time-zone"):
            continue
        yield remark(f"{hazard.kind}: {hazard.message}")
        if hazard.question:
            yield "--   ask: " + remark(hazard.question)[3:]
        if hazard.remedy:
            yield "--   or: " + remark(hazard.remedy)[3:]


def _s(number: int) -> str:
    return "" if number == 1 else "s"
