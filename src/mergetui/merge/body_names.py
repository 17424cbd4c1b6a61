"""Function bodies in the merge as a whole: the names that those of a side know and the merge calls
otherwise, and what is told where they go on to say them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mergetui.catalog.model import Catalog, ObjectId
from mergetui.catalog.names import Name
from mergetui.decisions.model import Decisions
from mergetui.merge.assembly import raising
from mergetui.merge.bodies import Moved
from mergetui.merge.fates import Fates
from mergetui.merge.model import Consequence
from mergetui.merge.records import renamed_fields


def moved_names(
    catalog: Catalog, fates: Fates, names: Mapping[str, Mapping[Name, Name | None]]
) -> Moved:
    """What the function bodies of a side know by another name; ``names`` as ``Renamed.names``."""
    relations: dict[Name, Name | None] = {o: n for o, n in fates.tables.items() if o != n}
    for section in ("views", "sequences"):
        relations |= names.get(section, {})
    columns = {
        name: frozenset(c for c, f in found.items() if f.name != c)
        for name, found in fates.columns.items()
    }
    fields = renamed_fields(catalog, fates.columns)
    return Moved(relations, names.get("functions", {}), columns, fields)


def raising_told(
    found: Mapping[ObjectId, tuple[tuple[str, ...], tuple[str, ...]]],
    blocks: Mapping[ObjectId, str],
) -> Iterator[Consequence]:
    """What may fail where it is read; ``blocks`` are those of decisions.toml by table."""
    for object_id, (casts, needs) in sorted(found.items()):
        message = raising(object_id, casts)
        for key in sorted({blocks[n] for n in needs if n in blocks}) or [""]:
            yield Consequence(table=key, column=None, message=message)


def bodies_told(
    bodies: Mapping[ObjectId, tuple[str, ...]], decisions: Decisions
) -> Iterator[Consequence]:
    """The old words that bodies still say, beside the tables that they are about."""
    for function, words in sorted(bodies.items()):
        message = f"{function} still says {', '.join(words)}: read its body"
        said = (w.rpartition(" of ")[2] for w in words)
        for key in [w for w in said if w in decisions.tables] or [""]:
            yield Consequence(table=key, column=None, message=message)
