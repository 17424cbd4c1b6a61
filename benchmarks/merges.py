"""Merges of any size for the terminal's benchmark, of the same make at each.

Six tenths of the tables are the remote's and half of them the local's, a tenth on both sides; the
two sides of a common table have other types, names and keys. Each table points at two others, has
an index, and every second one a policy. Among them stand one of 200 columns, and 500 to be decided
at once, whose names end in ``_bulk``.
"""

from __future__ import annotations

from pathlib import Path

from mergetui.catalog.model import Catalog, Column, ForeignKey, Index, Key, Policy, Table
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import dumps
from mergetui.decisions.file import write
from mergetui.decisions.model import Decisions, Side, Sources, TableDecision
from mergetui.decisions.snapshots import snapshot_path

PHASES = 11
BULK = 500
WIDE = Name("public", "wide")

_TEXT = {"email": True, "kind": False, "title": True, "note": False, "country": False}
_OTHERS = {
    "rank": "integer",
    "amount": "numeric(10,2)",
    "payload": "jsonb",
    "tags": "text[]",
    "active": "boolean",
}


def made(folder: Path, tables: int) -> Path:
    """A merge of so many tables in a folder; the path of its decisions.toml."""
    path = folder / "decisions.toml"
    names = [_name(n, tables) for n in range(tables - 1)]
    snapshot_path(path, "remote").parent.mkdir(parents=True)
    halves: dict[Side, list[Name]] = {
        "remote": names[: tables * 6 // 10],
        "local": names[tables // 2 :],
    }
    for side, of in halves.items():
        found = {name: _table(name, n, of, side) for n, name in enumerate(of)}
        catalog = Catalog(tables={**found, WIDE: _wide(side)})
        snapshot_path(path, side).write_text(dumps(catalog), "utf-8")
    keys = sorted(name.key for name in (*names, WIDE))
    decided = {key: TableDecision(phase=f"p{n % PHASES}") for n, key in enumerate(keys)}
    phases = {f"p{n}": f"Phase {n}" for n in range(PHASES)}
    sources = Sources(remote="remote.sql", local="local")
    path.write_text(write(Decisions(sources=sources, phases=phases, tables=decided)), "utf-8")
    return path


def _name(n: int, tables: int) -> Name:
    every = max(tables // BULK, 1)
    bulk = "_bulk" if n % every == 0 and n // every < BULK else ""
    return Name("public", f"{('order', 'user', 'venue')[n % 3]}_{n:05}{bulk}")


def _table(name: Name, number: int, of: list[Name], side: Side) -> Table:
    remote = side == "remote"
    id_type, at = ("uuid", "created_at") if remote else ("text", "createdAt")
    targets = {of[number // 2]: "parent_id", of[number % min(len(of), 7)]: "owner_id"}
    return Table(
        name=name,
        columns=(
            Column(name="id", type=id_type, not_null=True),
            *(Column(name=c, type=id_type) for c in targets.values()),
            *(Column(name=c, type="text", not_null=held) for c, held in _TEXT.items()),
            *(Column(name=c, type=t) for c, t in _OTHERS.items()),
            Column(name=at, type="timestamp with time zone", default="now()"),
        ),
        keys=(Key(name=f"{name.name}_pkey", primary=True, columns=("id",)),),
        foreign_keys=tuple(
            ForeignKey(
                name=f"{name.name}_{column}_fkey",
                columns=(column,),
                references=target,
                ref_columns=("id",),
            )
            for target, column in targets.items()
        ),
        indexes=(
            Index(
                name=f"{name.name}_email_idx",
                unique=False,
                body="USING btree (email)",
                columns=("email",),
            ),
        ),
        policies=(Policy(name="own", using="(active = true)"),) if number % 2 else (),
        rls=bool(number % 2),
    )


def _wide(side: Side) -> Table:
    kind = "integer" if side == "remote" else "bigint"
    columns = [Column(name=f"column_{n:03}", type=kind if n % 3 else "text") for n in range(199)]
    key = Key(name="wide_pkey", primary=True, columns=("id",))
    return Table(name=WIDE, columns=(Column(name="id", type="uuid"), *columns), keys=(key,))
