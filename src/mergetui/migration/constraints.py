"""Constraints: keys, foreign keys, checks and exclusion constraints as parts of their table.

On a table that may hold rows, foreign keys and checks are added NOT VALID and validated by a
statement of its own, which takes the weaker lock; and what rows may be in the way comes with a
question that can be asked of the live database beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mergetui.catalog.model import Check, Exclusion, ForeignKey, Key, ObjectId, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.parts import PartKind
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.order import Rank
from mergetui.migration.parts import Part
from mergetui.migration.questions import Before, against
from mergetui.migration.same import Definition, Sql
from mergetui.migration.say import (
    ACCESS_EXCLUSIVE,
    SHARE_ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    idents,
    say,
)
from mergetui.migration.unique import Unique, alike, of_exclusion, of_key

_DEFERRABLE = {
    "": "",
    "deferrable": " DEFERRABLE",
    "deferred": " DEFERRABLE INITIALLY DEFERRED",
}


Asked = Callable[[Name], Before | None]


def key_sql(key: Key) -> str:
    words = "PRIMARY KEY" if key.primary else "UNIQUE"
    if key.nulls_not_distinct:
        words += " NULLS NOT DISTINCT"
    include = f" INCLUDE ({idents(key.include)})" if key.include else ""
    overlaps = " WITHOUT OVERLAPS" if key.without_overlaps else ""
    return f"{words} ({idents(key.columns)}{overlaps}){include}{_DEFERRABLE[key.deferrable]}"


def check_sql(check: Check) -> str:
    words = " NO INHERIT" if check.no_inherit else ""
    return f"CHECK ({check.expression}){words}{_enforced(check)}"


def _enforced(constraint: Check | ForeignKey) -> str:
    return "" if constraint.enforced else " NOT ENFORCED"


def _with_period(columns: Sequence[str], key: ForeignKey) -> str:
    if not key.period:
        return idents(columns)
    return ", ".join((*map(quote_ident, columns[:-1]), f"PERIOD {quote_ident(columns[-1])}"))


def foreign_key_sql(key: ForeignKey) -> str:
    own, theirs = (_with_period(c, key) for c in (key.columns, key.ref_columns))
    words = [f"FOREIGN KEY ({own}) REFERENCES {key.references.sql} ({theirs})"]
    if key.match_full:
        words.append("MATCH FULL")
    if key.on_update != "no action":
        words.append(f"ON UPDATE {key.on_update.upper()}")
    if key.on_delete != "no action":
        words.append(f"ON DELETE {key.on_delete.upper()}")
    if key.on_delete_columns:
        words.append(f"({idents(key.on_delete_columns)})")
    return " ".join(words) + _DEFERRABLE[key.deferrable] + _enforced(key)


def key_part(table: Table, key: Key, before: Before | None = None) -> Part:
    hazard = alike_hazard(table, key_sql(key), of_key(table, key), before) if before else None
    return _part(
        table,
        key,
        "key",
        key_sql(key),
        Rank.KEY,
        (
            (key.primary, key.columns, key.include, key.nulls_not_distinct),
            (key.without_overlaps, key.deferrable),
        ),
        (*key.columns, *key.include),
        hazard,
        before=before,
    )


def exclusion_part(table: Table, exclusion: Exclusion, before: Before | None = None) -> Part:
    unique = of_exclusion(table, exclusion)
    hazard = alike_hazard(table, exclusion.definition, unique, before) if before else None
    return _part(
        table,
        exclusion,
        "exclusion",
        exclusion.definition,
        Rank.KEY,
        (Sql("constraint", exclusion.definition),),
        (),
        hazard,
        before=before,
        text=exclusion.definition,
    )


def check_part(table: Table, check: Check, before: Before | None = None) -> Part:
    hazard = None
    if before:
        hazard = Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {check_sql(check)}",
            question=against(table, check.expression, before),
        )
    return _part(
        table,
        check,
        "check",
        check_sql(check),
        Rank.CHECK,
        (Sql("expression", check.expression), check.no_inherit, check.enforced),
        (),
        hazard,
        text=check.expression,
        late=before is not None,
        validated=check.validated,
    )


def foreign_key_part(
    table: Table, key: ForeignKey, before: Before | None = None, asked: Asked | None = None
) -> Part:
    """``asked`` tells how the table that it points at may be asked beforehand."""
    hazard = None
    if before and not before.empty(key.columns):
        hazard = Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {foreign_key_sql(key)}",
            question=_orphans(key, before, asked(key.references) if asked else None),
        )
    return _part(
        table,
        key,
        "foreign key",
        foreign_key_sql(key),
        Rank.FOREIGN_KEY,
        (
            (key.columns, key.references, key.ref_columns, key.match_full, key.period),
            (key.on_update, key.on_delete, key.on_delete_columns, key.deferrable, key.enforced),
        ),
        key.columns,
        hazard,
        late=before is not None and table.partition_key is None,
        validated=key.validated,
        needs=frozenset({f"table {key.references.sql}"}),
        references=(key.references, key.ref_columns),
    )


def _part(
    table: Table,
    constraint: Key | ForeignKey | Check | Exclusion,
    kind: PartKind,
    sql: str,
    rank: Rank,
    definition: Definition,
    columns: tuple[str, ...],
    hazard: Hazard | None,
    *,
    before: Before | None = None,
    text: str = "",
    late: bool = False,
    validated: bool = True,
    needs: frozenset[str] = frozenset(),
    references: tuple[Name, tuple[str, ...]] | None = None,
) -> Part:
    """``late``: where the constraint may be added NOT VALID and validated afterwards."""
    name = quote_ident(constraint.name)
    alter = f"ALTER TABLE {table.name.sql}"
    waits = late or not validated
    lock = SHARE_ROW_EXCLUSIVE if kind == "foreign key" else ACCESS_EXCLUSIVE
    index = constraint if isinstance(constraint, Key | Exclusion) else None
    building = None
    if index and before:
        building = Hazard(
            kind="exclusive-lock",
            message=f"{table.name.key}: no reads or writes while {index.name} is built",
        )
    after = [cluster(table.id, table.name, index.name)] if index and index.clustered else []
    add = say(
        f"{alter} ADD CONSTRAINT {name} {sql}" + (" NOT VALID" if waits else ""),
        table.id,
        None if waits else hazard,
        building,
        lock=lock,
    )
    anew = say(
        f"{alter} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} {sql}"
        + (" NOT VALID" if waits else ""),
        table.id,
        None if waits else hazard,
        building,
        lock=ACCESS_EXCLUSIVE,
    )
    validate = say(
        f"{alter} VALIDATE CONSTRAINT {name}", table.id, hazard, lock=SHARE_UPDATE_EXCLUSIVE
    )
    return Part(
        kind=kind,
        rank=rank,
        owner=table.id,
        name=constraint.name,
        definition=definition,
        up=(add, *after),
        replace=(anew, *after),
        alike=kind,
        down=say(f"{alter} DROP CONSTRAINT {name}", table.id, lock=ACCESS_EXCLUSIVE),
        target=f"CONSTRAINT {name} ON {table.name.sql}",
        rename=lambda name: (
            f"ALTER INDEX {Name(table.name.schema, name).sql} RENAME TO"
            if index
            else f"{alter} RENAME CONSTRAINT {quote_ident(name)} TO"
        ),
        comment=constraint.comment,
        index_target=f"INDEX {Name(table.name.schema, constraint.name).sql}" if index else "",
        index_comment=index.index_comment if index else None,
        clustered=bool(after),
        columns=columns,
        unique=constraint.columns if isinstance(constraint, Key) else (),
        text=text,
        needs=frozenset({table.id}) | needs,
        references=references,
        validated=validated,
        validate=validate if late and validated else None,
    )


def cluster(owner: ObjectId, name: Name, index: str | None) -> Statement:
    """Choose the index by which CLUSTER goes; None is none."""
    word = f"CLUSTER ON {quote_ident(index)}" if index is not None else "SET WITHOUT CLUSTER"
    return say(f"ALTER TABLE {name.sql} {word}", owner, lock=SHARE_UPDATE_EXCLUSIVE)


def alike_hazard(table: Table, sql: str, unique: Unique, before: Before) -> Hazard | None:
    """Rows that a key, a unique index or an exclusion constraint lets not stand side by side; None
    where a new column keeps them apart, which is null in all of them."""
    plain = [value for value, operator in unique.elements if operator == "="]
    names = [c.name for c in unique.columns if quote_ident(c.name) in plain]
    if names and before.empty(names) and not unique.nulls_alike:
        return None
    return Hazard(
        kind="may-fail-on-rows",
        message=f"{table.name.key}: {sql}",
        question=alike(unique, table, before),
    )


def _orphans(key: ForeignKey, before: Before, target: Before | None) -> str:
    """Rows whose reference points at nothing, as the database is now: both tables are asked under
    the names that they have before the migration. All references where the other table is new."""
    own = before.made(key.columns)
    theirs = target.made(key.ref_columns) if target else None
    if own is None or theirs is None or key.period:
        return before.values(key.columns)
    (rows, asked), (others, referenced) = own, theirs
    present = " AND ".join(f"a.{c} IS NOT NULL" for c in asked)
    joined = " AND ".join(
        f"b.{r}::text = a.{c}::text" for r, c in zip(referenced, asked, strict=True)
    )
    return (
        f"SELECT {', '.join(f'a.{c}' for c in asked)} FROM {rows} a WHERE {present}"
        f" AND NOT EXISTS (SELECT FROM {others} b WHERE {joined})"
    )
