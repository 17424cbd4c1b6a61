"""What has become of the tables of both sides where a part of the merge has run already.

Decisions go on being about both sides as they were. The invariant: what is known here tells, for
each table that a decision speaks of, where in the database its rows and columns are by now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mergetui.catalog.model import Catalog, Table
from mergetui.catalog.names import Name
from mergetui.decisions.snapshots import read_snapshot, snapshot_path
from mergetui.errors import InputError, Mistake, Place
from mergetui.merge.model import Merged

FORMAT = 1
_MEND = "Run `mergetui refresh remote` to write it anew."


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """By a table of a side, as ``Merged.targets`` calls it: ``remote:users``, ``local:sales.log``.

    A table that was made, in place of no table of the remote, is never one that is altered in place
    of another later on: the rows of others are inserted.
    """

    at: Mapping[str, Name] = field(default_factory=_none)  # the table that a remote one is by now
    into: Mapping[str, Name] = field(default_factory=_none)  # the table that it is a part of
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=_none)  # called so in there
    moved: frozenset[str] = frozenset()  # whose rows were inserted
    placed: frozenset[str] = frozenset()  # altered in place though the table is another's
    made: frozenset[str] = frozenset()  # that went into a table which was made


Step = tuple[Standing, Catalog]  # what has become of the remote, and how it was read last

NOTHING = Standing()


def kept(merged: Merged, remote: Catalog) -> dict[str, Name]:
    """The tables that hold the rows of the remote's after the migration, be they set aside."""
    transition = merged.transition
    asides = {move.source: move.kept_as for move in transition.moves}
    found = {}
    for name in remote.tables:
        key = f"remote:{name.key}"
        target = merged.targets.get(key)
        if name in asides:
            target = asides[name]
        elif name in transition.discarded or transition.tables.get(name, name) != target:
            target = None
        if target is not None:
            found[key] = target
    return found


def standing(merged: Merged, remote: Catalog, before: Standing, now: Catalog) -> Standing:
    """What has become of the tables once the merge has run, which is the database ``now``."""
    there = {k: n for k, n in merged.targets.items() if n in now.tables}
    return Standing(
        at={k: n for k, n in kept(merged, remote).items() if n in now.tables},
        into=there,
        columns={k: dict(merged.columns.get(k, {})) for k in there},
        moved=before.moved | {f"remote:{m.source.key}" for m in merged.transition.moves},
        placed=merged.placed,
        made=frozenset(k for k, n in there.items() if n in merged.made),
    )


def by_now(step: Step | None, table: Table) -> Table | None:
    """What a table of the remote is by now; None where it is gone."""
    if step is None:
        return table
    name = step[0].at.get(f"remote:{table.name.key}")
    return step[1].tables.get(name) if name else None


def dumps(found: Standing) -> str:
    """As text, a table a line: the same facts give the same bytes."""
    lines = []
    for key in sorted({*found.at, *found.into, *found.moved}):
        said: dict[str, Any] = {}
        if key in found.at:
            said["at"] = list(found.at[key])
        if key in found.into:
            said["into"] = list(found.into[key])
        renamed = {o: n for o, n in found.columns.get(key, {}).items() if o != n}
        same = sorted(o for o, n in found.columns.get(key, {}).items() if o == n)
        said |= {"columns": same} if same else {}
        said |= {"renamed": dict(sorted(renamed.items()))} if renamed else {}
        said |= {word: True for word in ("moved", "placed", "made") if key in getattr(found, word)}
        lines.append(
            f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(said, ensure_ascii=False)}"
        )
    return f'{{"format": {FORMAT}, "tables": {{\n' + ",\n".join(lines) + "\n}}\n"


def loads(text: str, place: Place) -> Standing:
    """Raises InputError for text that is not one, or is newer."""
    try:
        document = json.loads(text)
        if document["format"] > FORMAT:
            raise InputError(
                Mistake(
                    f"this has format {document['format']}, and this mergetui reads up to {FORMAT}."
                    " Use a newer mergetui.",
                    place,
                )
            )
        tables = document["tables"].items()
        words = {
            word: frozenset(key for key, said in tables if said.get(word))
            for word in ("moved", "placed", "made")
        }
        return Standing(
            at={key: Name(*said["at"]) for key, said in tables if "at" in said},
            into={key: Name(*said["into"]) for key, said in tables if "into" in said},
            columns={
                key: {**{c: c for c in said.get("columns", ())}, **said.get("renamed", {})}
                for key, said in tables
            },
            **words,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"this does not say what became of the tables: {error}. {_MEND}"
        raise InputError(Mistake(message, place)) from None


def read_step(decisions: Path) -> Step | None:
    """None where no part of the merge has run. Raises InputError where a file of it is damaged."""
    path = snapshot_path(decisions, "standing")
    if not path.exists():
        return None
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Mistake(f"cannot be read: {error}.", Place(str(path)))) from None
    return loads(text, Place(str(path))), read_snapshot(decisions, "merged")
