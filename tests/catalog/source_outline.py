"""A small source with what must be read from it, and a catalog as lines to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mergetui.catalog.model import Catalog, Declared, ForeignKey, Index, Policy, Table

FOLDER = "sql"  # what the sources' places begin with


@dataclass(frozen=True)
class Source:
    """Files by name, or the text of one (``1.sql``).

    ``holds`` is the outline of the catalog; ``faults`` are "FILE:LINE SQLSTATE outcome", with
    ": " and the hint where there is one.
    """

    files: str | bytes | Mapping[str, str | bytes]
    holds: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    not_handled: Mapping[str, int] = field(default_factory=dict)
    since: int = 13  # the major version of PostgreSQL that it needs
    embedded: bool = False  # leans on limits that only the embedded server has

    @property
    def content(self) -> Mapping[str, bytes]:
        files = {"1.sql": self.files} if isinstance(self.files, str | bytes) else self.files
        return {n: t if isinstance(t, bytes) else t.encode() for n, t in files.items()}


def outline(catalog: Catalog) -> tuple[str, ...]:
    return tuple(_lines(catalog))


def fault_lines(catalog: Catalog) -> tuple[str, ...]:
    return tuple(
        f"{str(f.place).removeprefix(f'{FOLDER}/')} {f.sqlstate or '-'} {f.outcome}"
        + (f": {f.hint}" if f.hint else "")
        for f in catalog.faults
    )


def _lines(catalog: Catalog) -> Iterator[str]:
    yield from (f"schema {name}" for name in catalog.schemas if name != "public")
    yield from (f"extension {e.name} in {e.schema}" for e in catalog.extensions.values())
    yield from (f"{type(t).__name__.lower()} {t.name.key}" for t in catalog.types.values())
    for table in catalog.tables.values():
        yield from _of_table(table)
    yield from (f"view {view.name.key}" for view in catalog.views.values())
    yield from (f"function {signature}" for signature in catalog.functions)
    yield from map(_declared, catalog.declared)


def _of_table(table: Table) -> Iterator[str]:
    columns = ", ".join(
        f"{c.name} {c.type}{'!' if c.not_null else ''}"
        + (f" = {c.default}" if c.default is not None else "")
        for c in table.columns
    )
    yield f"{table.name.key}({columns})"
    for key in table.keys:
        yield f"  {'primary' if key.primary else 'unique'} {', '.join(key.columns)}"
    yield from (f"  {_foreign(key)}" for key in table.foreign_keys)
    yield from (f"  index {index.body}" for index in table.indexes)
    yield from (f"  policy {policy.name}" for policy in table.policies)
    if table.comment:
        yield f"  comment {table.comment}"


def _foreign(key: ForeignKey) -> str:
    columns, others = ", ".join(key.columns), ", ".join(key.ref_columns)
    return f"foreign {columns} -> {key.references.key}({others})"


def _declared(declared: Declared) -> str:
    match declared.object:
        case ForeignKey() as key:
            what = _foreign(key)
        case Index() as index:
            what = f"index {index.body}"
        case Policy() as policy:
            what = f"policy {policy.name}"
    return f"declared {declared.table.key}: {what}"
