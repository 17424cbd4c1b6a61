"""How many locks a statement takes, as far as it matters: a transaction that takes more than
``max_locks_per_transaction * max_connections`` (64 * 100 as PostgreSQL comes) may stop with "out
of shared memory". Measured on PostgreSQL 18 through pg_locks: a table costs itself, its TOAST
table and index and its own indexes when it is first touched; what is dropped costs a lock on each
object that goes with it, a foreign key five (itself and four triggers).

The numbers are an estimate on the high side, not a promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mergetui.migration.model import Statement

LIMIT = 6000

_TOUCHED = 5  # the first statement on a table
_COSTS = (
    ("DROP TABLE ", 11),
    ("DROP VIEW ", 4),
    ("DROP MATERIALIZED VIEW ", 6),
    ("CREATE MATERIALIZED VIEW ", 5),
    ("DROP POLICY ", 2),
    ("DROP TRIGGER ", 2),
)


def chunks(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """The statements in as few runs as stay under the limit each."""
    run: list[Statement] = []
    touched: set[str] = set()
    taken = 0
    for statement in statements:
        cost = _cost(statement, touched)
        if run and taken + cost > LIMIT:
            yield run
            run, touched, taken = [], set(), 0
            cost = _cost(statement, touched)
        taken += cost
        touched.add(statement.object)
        run.append(statement)
    if run:
        yield run


def _cost(statement: Statement, touched: set[str]) -> int:
    sql = statement.sql
    first = 0
    if statement.object not in touched and statement.object.startswith("table "):
        first = _TOUCHED
    for start, cost in _COSTS:
        if sql.startswith(start):
            return cost + first
    if sql.startswith("ALTER TABLE "):
        if " DROP CONSTRAINT " in sql:
            return 5 + first
        if " TYPE " in sql:
            return 4 + first
        if " DROP " in sql:
            return 1 + first
        return first
    return 1 + first
