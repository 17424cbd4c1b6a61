"""Rows of a table that a function returns, and what a query reads of them.

PostgreSQL prints the columns of such a function by their places, ``FROM f() f(id, n)``. The
invariant: a query that goes by places which change is lost, and said to be, and never reads another
column than it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mergetui.catalog.model import Function, Table
from mergetui.catalog.names import Name


@dataclass(frozen=True, slots=True)
class Returned:
    """The table whose rows a function returns; ``reshaped`` where columns of it change places."""

    table: Name
    reshaped: bool


def returned_rows(
    functions: Iterable[Function],
    tables: Mapping[Name, Table],
    becomes: Mapping[Name, tuple[Sequence[str | None], Sequence[str]]],
) -> dict[Name, Returned]:
    """By functions. ``becomes`` holds, by tables, what each column is called after the merge and
    the columns that there are then."""
    by_sql = {name.sql: name for name in tables}
    found = {}
    for function in functions:
        table = by_sql.get((function.returns or "").removeprefix("SETOF "))
        if table is not None and table in becomes:
            own, merged = becomes[table]
            found[function.name] = Returned(table, [*own] != [*merged[: len(own)]])
    return found


def called(node: Any, returned: Mapping[Name, Returned]) -> Returned | None:
    """What a call returns, where that is rows of a table."""
    if node.WhichOneof("node") != "func_call":
        return None
    names = [part.string.sval for part in node.func_call.funcname]
    return returned.get(Name(names[0], names[1])) if len(names) == 2 else None


def out_of_place(item: Any, returned: Mapping[Name, Returned]) -> Iterator[Name]:
    """The tables whose columns an item of FROM goes by as they no longer stand."""
    for function in item.functions:
        found = called(function.list.items[0], returned) if function.list.items else None
        if found is not None and found.reshaped:
            yield found.table
