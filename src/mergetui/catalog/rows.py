"""One row of a catalog query becomes one value of the model."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from mergetui.catalog.model import (
    Check,
    Column,
    Deferrable,
    Exclusion,
    Extra,
    ForeignKey,
    Grant,
    Index,
    Key,
    NotNull,
    OnEvent,
    Policy,
    Range,
    SequenceOptions,
    Trigger,
)
from mergetui.catalog.names import Name

_MADE_UP = re.compile(r"_not_null[0-9]*\Z")  # after a rename it has other names before that
Rows: TypeAlias = Sequence[Any]  # of asyncpg.Record
Comments: TypeAlias = Mapping[tuple[str, int, int], str]  # (catalog, oid, column number)

_ON_EVENT: Mapping[str, OnEvent] = {
    "a": "no action",
    "r": "restrict",
    "c": "cascade",
    "n": "set null",
    "d": "set default",
}
_ENABLED: Mapping[str, Literal["origin", "disabled", "replica", "always"]] = {
    "O": "origin",
    "D": "disabled",
    "R": "replica",
    "A": "always",
}
_COMMAND: Mapping[str, Literal["all", "select", "insert", "update", "delete"]] = {
    "*": "all",
    "r": "select",
    "a": "insert",
    "w": "update",
    "d": "delete",
}
_IDENTITY: Mapping[str, Literal["", "always", "by default"]] = {
    "": "",
    "a": "always",
    "d": "by default",
}
_GENERATED: Mapping[str, Literal["", "stored", "virtual"]] = {
    "": "",
    "s": "stored",
    "v": "virtual",
}


def name(row: Any) -> Name:
    return Name(row["schema"], row["name"])


def sequence_options(row: Any) -> SequenceOptions:
    return SequenceOptions(
        type=row["type"],
        start=row["start"],
        increment=row["increment"],
        minimum=row["minimum"],
        maximum=row["maximum"],
        cache=row["cache"],
        cycle=row["cycle"],
    )


def column(row: Any, sequences: Mapping[int, Any], comments: Comments) -> Column:
    sequence = sequences.get(row["identity_sequence"] or 0)
    return Column(
        name=row["name"],
        type=row["type"],
        not_null=row["not_null"],
        not_null_constraint=_not_null(row, comments),
        default=row["default"],
        generated=_GENERATED[row["generated"]],
        identity=_IDENTITY[row["identity"]],
        identity_options=sequence_options(sequence) if sequence else None,
        collation=row["collation"],
        storage=row["storage"],
        compression=row["compression"],
        statistics=row["statistics"],
        options=tuple(row["options"]),
        comment=comments.get(("pg_class", row["relation"], row["number"])),
    )


def _not_null(row: Any, comments: Comments) -> NotNull | None:
    """The name counts where somebody gave it, or where a comment is found by it."""
    if row["not_null_oid"] is None:
        return None
    comment = comments.get(("pg_constraint", row["not_null_oid"], 0))
    name = row["not_null_name"]
    held = NotNull(
        name=name if comment is not None or not _MADE_UP.search(name) else None,
        no_inherit=row["not_null_no_inherit"],
        validated=row["not_null_validated"],
        comment=comment,
    )
    return held if held != NotNull() else None


def _deferrable(row: Any) -> Deferrable:
    return "deferred" if row["deferred"] else "deferrable" if row["deferrable"] else ""


def _comment(row: Any, comments: Comments) -> str | None:
    return comments.get(("pg_constraint", row["oid"], 0))


def key(row: Any, comments: Comments) -> Key:
    include = tuple(row["include"])
    columns = tuple(row["columns"])
    return Key(
        name=row["name"],
        primary=row["kind"] == "p",
        columns=columns,
        include=include,
        nulls_not_distinct=row["nulls_not_distinct"],
        without_overlaps=row["period"],
        deferrable=_deferrable(row),
        clustered=row["clustered"],
        comment=_comment(row, comments),
        index_comment=comments.get(("pg_class", row["index"], 0)),
    )


def foreign_key(row: Any, comments: Comments) -> ForeignKey:
    return ForeignKey(
        name=row["name"],
        columns=tuple(row["columns"]),
        references=Name(row["ref_schema"], row["ref_table"]),
        ref_columns=tuple(row["ref_columns"]),
        match_full=row["match_full"],
        period=row["period"],
        on_update=_ON_EVENT[row["on_update"]],
        on_delete=_ON_EVENT[row["on_delete"]],
        on_delete_columns=tuple(row["on_delete_columns"]),
        deferrable=_deferrable(row),
        validated=row["validated"],
        enforced=row["enforced"],
        comment=_comment(row, comments),
    )


def check(row: Any, comments: Comments) -> Check:
    """A domain's check has no relation to print its expression for; its definition holds it."""
    expression = row["expression"]
    if row["domain"]:
        expression = row["definition"].removesuffix(" NOT VALID")
        expression = expression.removeprefix("CHECK (").removesuffix(")")
    return Check(
        name=row["name"],
        expression=expression,
        no_inherit=row["no_inherit"],
        validated=row["validated"],
        enforced=row["enforced"],
        comment=_comment(row, comments),
    )


def exclusion(row: Any, comments: Comments) -> Exclusion:
    return Exclusion(
        name=row["name"],
        definition=row["definition"],
        clustered=row["clustered"],
        comment=_comment(row, comments),
        index_comment=comments.get(("pg_class", row["index"], 0)),
    )


def index(row: Any, comments: Comments) -> Index:
    return Index(
        name=row["name"],
        unique=row["unique"],
        body=row["body"],
        columns=tuple(row["columns"]),
        clustered=row["clustered"],
        statistics=tuple((number, target) for number, target in row["statistics"]),
        comment=comments.get(("pg_class", row["oid"], 0)),
    )


def trigger(row: Any, comments: Comments) -> Trigger:
    return Trigger(
        name=row["name"],
        definition=row["definition"],
        function=row["function"],
        enabled=_ENABLED[row["enabled"]],
        comment=comments.get(("pg_trigger", row["oid"], 0)),
    )


def extra(row: Any, needs: tuple[str, ...], comments: Comments) -> Extra:
    published = (f"publication {row['publication']}",) if row["publication"] else ()
    return Extra(
        kind=row["kind"],
        name=row["name"],
        definition=row["definition"],
        enabled=_ENABLED[row["enabled"]],
        target=row["target"],
        comment=comments.get((row["class"], row["oid"], 0)),
        needs=tuple(sorted({*needs, *published})),
    )


def range_type(
    row: Any, comment: str | None, grants: tuple[Grant, ...], needs: tuple[str, ...]
) -> Range:
    options = (
        ("subtype_opclass", row["subtype_opclass"]),
        ("collation", row["range_collation"]),
        ("subtype_diff", row["subtype_diff"]),
    )
    return Range(
        name=name(row),
        subtype=row["subtype"],
        multirange=Name(row["multirange_schema"], row["multirange"]),
        options=tuple((key, value) for key, value in options if value is not None),
        comment=comment,
        grants=grants,
        needs=needs,
    )


def policy(row: Any, needs: tuple[str, ...], comments: Comments) -> Policy:
    return Policy(
        name=row["name"],
        command=_COMMAND[row["command"]],
        permissive=row["permissive"],
        roles=tuple(row["roles"]),
        using=row["using"],
        check=row["check"],
        needs=needs,
        comment=comments.get(("pg_policy", row["oid"], 0)),
    )


def grants(
    privileges: Rows, columns: Mapping[tuple[int, int], str]
) -> Mapping[tuple[str, int], tuple[Grant, ...]]:
    """Grants by (catalog, oid). Columns with the same privileges come together in one grant. That
    a role lacks what it has by default stands by itself, as a grant of nothing."""
    held: dict[tuple[str, int, int, str, bool, bool], list[str]] = defaultdict(list)
    for row in privileges:
        given = row["privilege"] is not None
        at = (row["class"], row["oid"], row["number"], row["grantee"], row["grantable"], given)
        held[at] += [row["privilege"].lower()] if given else []
    together: dict[tuple[str, int, str, bool, tuple[str, ...], bool], list[str]] = defaultdict(list)
    for (catalog, oid, number, grantee, grantable, _), names in held.items():
        found = together[catalog, oid, grantee, grantable, tuple(sorted(names)), number > 0]
        found += [columns[oid, number]] if number else []
    result: dict[tuple[str, int], tuple[Grant, ...]] = defaultdict(tuple)
    for (catalog, oid, grantee, grantable, of_all, _), of in together.items():
        grant = Grant(grantee=grantee, privileges=of_all, columns=tuple(of), grantable=grantable)
        result[catalog, oid] = tuple(sorted((*result[catalog, oid], grant)))
    return result
