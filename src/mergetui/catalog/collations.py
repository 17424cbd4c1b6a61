"""Collations of ICU on a server that was built without it, as the embedded one.

One that compares bytes takes the place of each, so that what is sorted by it is read and made all
the same; the catalog tells what the source says. Invariant: a stand-in is never what a catalog
tells of a source, and a proof that runs on one says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mergetui.catalog import apart
from mergetui.catalog.model import Catalog, Other
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.catalog.statements import Statement

if TYPE_CHECKING:
    from mergetui.catalog.database import Database

NOT_SUPPORTED = "0A000"
BYTES = "(provider = libc, locale = 'C')"
_OWN = re.compile(r"(CREATE COLLATION (.+?)) \(provider = icu,.*\)", re.DOTALL)
_GIVEN = re.compile(r'"([\w@-]+-x-icu)"')  # as PostgreSQL names those that it makes of ICU's
_MISSING = re.compile(r'collation "([\w@-]+-x-icu)" for encoding')


@dataclass(frozen=True, slots=True)
class Collation:
    """One that a statement makes; ``name`` as it is written, ``options`` as a catalog tells."""

    name: str
    options: str

    @property
    def stand_in(self) -> str:
        return f"CREATE COLLATION {self.name} {BYTES}"


def of_icu(statement: Statement) -> Collation | None:
    """The collation of ICU that a statement makes."""
    node = statement.node
    if statement.kind != "define_stmt" or node.kind != apart.grammar().OBJECT_COLLATION:
        return None
    said = {each.def_elem.defname: _text(each.def_elem.arg) for each in node.definition}
    if "from" in said and said["from"].endswith("-x-icu"):
        said = {"provider": "icu", "locale": said["from"].removesuffix("-x-icu")}
    if said.get("provider") != "icu":
        return None
    locale = said.get("locale") or said.get("lc_collate") or ""
    options = f"provider = icu, locale = {quote_literal(locale)}"
    if "rules" in said:
        options += f", rules = {quote_literal(said['rules'])}"
    if said.get("deterministic", "true").lower() in ("false", "off", "0"):
        options += ", deterministic = false"
    return Collation(".".join(quote_ident(n.string.sval) for n in node.defnames), options)


def _text(value: Any) -> str:
    kind = value.WhichOneof("node")
    if kind == "string":
        return str(value.string.sval)
    if kind == "type_name":
        return str(value.type_name.names[-1].string.sval)
    if kind == "list":
        return str(value.list.items[-1].string.sval)
    if kind == "boolean":
        return str(value.boolean.boolval).lower()
    return str(value.integer.ival) if kind == "integer" else ""


def told(catalog: Catalog, made: Iterable[Collation]) -> Catalog:
    """With what the source says instead of the stand-ins that were made."""
    others = dict(catalog.others)
    for collation in made:
        for key, other in others.items():
            same = other.name == collation.name or other.name.endswith(f".{collation.name}")
            if other.kind == "collation" and same and other.definition.endswith(BYTES):
                text = f"CREATE COLLATION {other.name} ({collation.options})"
                others[key] = replace(other, definition=text)
    return replace(catalog, others=MappingProxyType(others))


def missing(messages: Iterable[str]) -> set[str]:
    """Those of ICU that PostgreSQL makes by itself and that a statement was refused for."""
    return {found[1] for message in messages if (found := _MISSING.search(message))}


async def has_icu(database: Database) -> bool:
    connection = await database.connect()
    try:
        # "unicode" is there in any case
        query = "SELECT count(*) FROM pg_catalog.pg_collation WHERE collprovider = 'i'"
        return int(await connection.fetchval(query)) > 1
    finally:
        await connection.close()


async def stand_in(database: Database, names: Iterable[str]) -> None:
    """Make those that PostgreSQL makes by itself where it has ICU."""
    connection = await database.server.admin.connect(database.name)
    try:
        for name in sorted(names):
            await connection.execute(
                f"CREATE COLLATION IF NOT EXISTS pg_catalog.{quote_ident(name)} {BYTES}"
            )
    finally:
        await connection.close()


# --- for a copy of a catalog


def used(catalog: Catalog) -> set[str]:
    """Those that PostgreSQL makes by itself of ICU's, and that a catalog sorts by."""
    return {name for text in _texts(catalog) for name in _GIVEN.findall(text)}


def _texts(catalog: Catalog) -> Iterator[str]:
    for table in catalog.tables.values():
        yield from (c.collation for c in table.columns if c.collation)
        yield from (c.default for c in table.columns if c.default)
        yield from (index.body for index in table.indexes)
        yield from (check.expression for check in table.checks)
    for view in catalog.views.values():
        yield view.definition
        yield from (index.body for index in view.indexes)
    for domain in catalog.types.values():
        yield getattr(domain, "collation", None) or ""


def by_bytes(catalog: Catalog) -> Catalog:
    """The catalog with stand-ins for its collations of ICU."""
    changed: Mapping[str, Other] = {
        key: replace(other, definition=sql)
        for key, other in catalog.others.items()
        if (sql := by_bytes_sql(other.definition)) != other.definition
    }
    if not changed:
        return catalog
    return replace(catalog, others=MappingProxyType({**catalog.others, **changed}))


def by_bytes_sql(sql: str) -> str:
    """CREATE COLLATION of ICU as a catalog or a migration has it; any other text as it is."""
    found = _OWN.fullmatch(sql)
    return f"{found[1]} {BYTES}" if found else sql
