"""One file, or numbered ones where PostgreSQL forbids one: a new value of an enum cannot be used
in the transaction that adds it, and a transaction may hold only so many locks."""

from __future__ import annotations

from collections.abc import Sequence

from mergetui.catalog.model import Enum
from mergetui.catalog.names import Name, quote_literal
from mergetui.migration.functions import is_parsed
from mergetui.migration.locks import chunks
from mergetui.migration.model import File, Migration, Statement


def in_files(
    values: Sequence[Statement],
    statements: Sequence[Statement],
    added: Sequence[tuple[Enum, Sequence[str]]],
) -> Migration:
    """``values`` are the statements that add enum values, ``added`` which those are."""
    apart = bool(values) and any(uses(statements, kind.name, names) for kind, names in added)
    runs = [("types", list(values))] if apart else []
    rest = statements if apart else [*values, *statements]
    runs += [("merge", run) for run in chunks(rest)]
    if len(runs) == 1:
        return Migration(files=(File(name="merge.sql", statements=tuple(runs[0][1])),))
    return Migration(
        files=tuple(
            File(name=f"{number:02}_{word}.sql", statements=tuple(run))
            for number, (word, run) in enumerate(runs, 1)
        )
    )


def uses(statements: Sequence[Statement], name: Name, values: Sequence[str]) -> bool:
    """Whether a statement may use one of the new values: as PostgreSQL prints a constant, or by
    casting rows to the type."""
    constants = [f"{quote_literal(value).lstrip()}::{name.sql}" for value in values]
    for statement in statements:
        if statement.object.startswith("function ") and not is_parsed(statement.sql):
            continue
        if any(constant in statement.sql for constant in constants):
            return True
        rows = statement.sql.startswith(("INSERT INTO ", "UPDATE ")) or " USING " in statement.sql
        if rows and f"::{name.sql}" in statement.sql:
            return True
    return False
