"""One file, or numbered ones where PostgreSQL forbids one: a new value of an enum cannot be used
in the transaction that adds it."""

from __future__ import annotations

from collections.abc import Sequence

from mergetui.catalog.model import Catalog, Enum
from mergetui.catalog.names import Name, quote_literal
from mergetui.migration.model import File, Migration, Statement


def in_files(
    values: Sequence[Statement],
    statements: Sequence[Statement],
    added: Sequence[tuple[Enum, Sequence[str]]],
) -> Migration:
    """``values`` are the statements that add enum values, ``added`` which those are."""
    if not (values or statements):
        return Migration(files=())
    if values and any(uses(statements, kind.name, names) for kind, names in added):
        return Migration(
            files=(
                File(name="01_types.sql", statements=tuple(values)),
                File(name="02_merge.sql", statements=tuple(statements)),
            )
        )
    return Migration(files=(File(name="merge.sql", statements=(*values, *statements)),))


def uses(statements: Sequence[Statement], name: Name, values: Sequence[str]) -> bool:
    """Whether a statement may use one of the new values: as PostgreSQL prints a constant, or by
    casting rows to the type."""
    constants = [f"{quote_literal(value).lstrip()}::{name.sql}" for value in values]
    for statement in statements:
        if statement.object.startswith("function ") and "\nBEGIN ATOMIC" not in statement.sql:
            continue
        if any(constant in statement.sql for constant in constants):
            return True
        rows = statement.sql.startswith(("INSERT INTO ", "UPDATE ")) or " USING " in statement.sql
        if rows and f"::{name.sql}" in statement.sql:
            return True
    return False


def with_values(catalog: Catalog, new: Catalog) -> Catalog:
    """The catalog after the first of two files: enums have their new values already."""
    from dataclasses import replace  # noqa: PLC0415
    from types import MappingProxyType  # noqa: PLC0415

    kinds = {
        name: replace(kind, values=wanted.values)
        if isinstance(kind, Enum)
        and isinstance(wanted := new.types.get(name), Enum)
        and set(kind.values) <= set(wanted.values)
        else kind
        for name, kind in catalog.types.items()
    }
    return replace(catalog, types=MappingProxyType(kinds))
