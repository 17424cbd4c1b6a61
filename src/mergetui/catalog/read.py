"""The one reader of pg_catalog: a fixed number of set-based queries, whatever the size.

The queries are the ``.sql`` files in ``queries/``. They run in one read-only transaction that
sees one moment, with an empty ``search_path``, so that every name in a definition is qualified,
and with settings that make the printed text independent of the session's. Servers 13 to 18.

Grants: the owner's own privileges are left out, and so are those that everyone has on a new
function or type, what a platform's role got in the schema public from the platform's default
privileges, and the platform's grants on the schema public. ``Grant(grantee="public",
privileges=())`` says that someone took from PUBLIC what it has by default; of a platform's role in
public likewise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from mergetui.catalog import platform_grants, rows
from mergetui.catalog.model import (
    BaseType,
    Catalog,
    Composite,
    DefaultPrivileges,
    Domain,
    Enum,
    Extension,
    Extra,
    Function,
    Other,
    Policy,
    Schema,
    Sequence,
    Table,
    Type,
    View,
)
from mergetui.catalog.modifiers import Modifiers
from mergetui.catalog.names import Name
from mergetui.catalog.platform import (
    PLATFORM_EXTENSIONS,
    PLATFORM_OPEN_TABLES,
    PLATFORM_ROLES,
    PLATFORM_SCHEMAS,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from mergetui.catalog.database import Database

QUERIES = Path(__file__).parent / "queries"
STATEMENT_TIMEOUT = "60s"
USERS_QUERIES = (
    *("extensions", "types", "base_types", "relations", "columns", "constraints", "indexes"),
    *("triggers", "policies", "sequences", "functions", "extras", "depends"),
)
SETTINGS = {
    "search_path": "",
    "statement_timeout": STATEMENT_TIMEOUT,
    "TimeZone": "UTC",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "quote_all_identifiers": "off",
    "xmloption": "content",
}

COUNTED = (
    *("pg_depend", "pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index"),
    *("pg_trigger", "pg_policy", "pg_proc", "pg_type"),
)

K = TypeVar("K")
V = TypeVar("V")


def _sorted(entries: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType({key: entries[key] for key in sorted(entries)})  # type: ignore[type-var]


@asynccontextmanager
async def reading(connection: asyncpg.Connection[Any]) -> AsyncIterator[None]:
    """A read-only transaction with the settings that catalog text depends on."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await connection.execute(
            ";".join(f"SET LOCAL {name} = '{value}'" for name, value in SETTINGS.items())
        )
        yield


async def count_catalog(connection: asyncpg.Connection[Any]) -> None:
    """Statistics of pg_catalog in a database that was made just now, without which the planner
    takes ten times as long for the queries; for the owner of a scratch database only."""
    await connection.execute(f"ANALYZE {', '.join(COUNTED)}")


async def fetch(connection: asyncpg.Connection[Any], query: str, *arguments: Any) -> rows.Rows:
    """The rows of one of the queries, by the name of its file."""
    text = (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
    found: rows.Rows = await connection.fetch(text, *arguments)
    return found


async def read_catalog(
    connection: asyncpg.Connection[Any], modifiers: Modifiers | None = None
) -> Catalog:
    """Read everything that is the user's; ``modifiers``: those that were sent as numbers. Raises
    asyncpg.PostgresError, as for a timeout."""
    async with reading(connection):
        version = int(await connection.fetchval("SHOW server_version_num"))
        found = await fetch(connection, "schemas", sorted(PLATFORM_SCHEMAS))
        schemas = [row for row in found if not row["platform"]]
        oids = [row["oid"] for row in schemas]
        roles = sorted(PLATFORM_ROLES)
        fetched = {query: await fetch(connection, query, oids) for query in USERS_QUERIES}
        defaults = await fetch(connection, "default_privileges", oids, roles)
        fetched["default_privileges"] = defaults
        given = platform_grants.as_arrays(defaults)
        fetched["privileges"] = await fetch(connection, "privileges", oids, roles, *given)
        open_tables = sorted(".".join(name) for name in PLATFORM_OPEN_TABLES)
        fetched["others"] = await fetch(connection, "others", oids, open_tables)
        fetched["comments"] = await fetch(connection, "comments")
        fetched["not_handled"] = await fetch(connection, "not_handled", oids, roles, open_tables)
    if modifiers and modifiers.texts:
        fetched = {
            query: [modifiers.decoded_everywhere(dict(row)) for row in each]
            for query, each in fetched.items()
        }
    platform = tuple(row["name"] for row in found if row["platform"])
    return replace(_Builder(schemas, fetched).catalog(version), platform=platform)


async def read_database(database: Database) -> Catalog:
    """Read a scratch database as it stands, over a connection of its own."""
    connection = await database.connect()
    try:
        return await read_catalog(connection)
    finally:
        await connection.close()


async def read_policies(
    connection: asyncpg.Connection[Any],
) -> Mapping[tuple[Name, str], Policy]:
    """The policies alone, by table and name, without their comments."""
    async with reading(connection):
        schemas = await fetch(connection, "schemas", sorted(PLATFORM_SCHEMAS))
        oids = [row["oid"] for row in schemas if not row["platform"]]
        found = await fetch(connection, "policies", oids)
        depends = await fetch(connection, "depends", oids)
    needs: dict[int, list[str]] = defaultdict(list)
    for row in depends:
        if row["class"] == "pg_policy":
            needs[row["oid"]].append(row["needs"])
    policies = {}
    for row in found:
        table = Name(row["schema"], row["table"])
        others = tuple(n for n in needs[row["oid"]] if n != f"table {table.sql}")
        policies[table, row["name"]] = rows.policy(row, others, {})
    return policies


def _by(key: str, found: rows.Rows) -> Mapping[int, rows.Rows]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in found:
        groups[row[key]].append(row)
    return groups


def _base_type(row: Any) -> BaseType:
    return BaseType(name=rows.name(row), extension=row["extension"])


class _Builder:
    """Puts the rows of the queries together by oid."""

    def __init__(self, schemas: rows.Rows, fetched: Mapping[str, rows.Rows]) -> None:
        self.schemas = schemas
        self.fetched = fetched
        self.comments: rows.Comments = {
            (row["class"], row["oid"], row["number"]): row["description"]
            for row in fetched["comments"]
        }
        self.sequences = {row["oid"]: row for row in fetched["sequences"]}
        self.columns = _by("relation", fetched["columns"])
        self.constraints = _by("relation", fetched["constraints"])
        self.domain_checks = _by("domain", fetched["constraints"])
        self.indexes = _by("relation", fetched["indexes"])
        self.triggers = _by("relation", fetched["triggers"])
        self.policies = _by("relation", fetched["policies"])
        self.extras = _by("relation", fetched["extras"])
        self.needs: dict[tuple[str, int], list[str]] = defaultdict(list)
        for row in fetched["depends"]:
            self.needs[row["class"], row["oid"]].append(row["needs"])
        names = {(c["relation"], c["number"]): c["name"] for c in fetched["columns"]}
        self.grants = rows.grants(fetched["privileges"], names)

    def comment(self, kind: str, oid: int) -> str | None:
        return self.comments.get((kind, oid, 0))

    def catalog(self, version: int) -> Catalog:
        relations = self.fetched["relations"]
        tables = [row for row in relations if row["kind"] in "rp"]
        views = [row for row in relations if row["kind"] in "vm"]
        return Catalog(
            server_version=version,
            schemas=_sorted({row["name"]: self.schema(row) for row in self.schemas}),
            extensions=_sorted(dict(self.extensions())),
            types=_sorted({rows.name(row): self.type(row) for row in self.fetched["types"]}),
            base_types=_sorted(
                {rows.name(row): _base_type(row) for row in self.fetched["base_types"]}
            ),
            sequences=_sorted(
                {
                    rows.name(row): self.sequence(row)
                    for row in self.sequences.values()
                    if not row["identity"]
                }
            ),
            tables=_sorted({rows.name(row): self.table(row) for row in tables}),
            views=_sorted({rows.name(row): self.view(row) for row in views}),
            functions=_sorted(
                {f.signature: f for f in map(self.function, self.fetched["functions"])}
            ),
            others=_sorted({o.id: o for o in map(self.other, self.fetched["others"])}),
            default_privileges=_sorted({d.name: d for d in self.default_privileges()}),
            platform_grants=platform_grants.given(self.fetched["default_privileges"]),
            rows=_sorted({rows.name(t): t["rows"] for t in tables if t["rows"] is not None}),
            not_handled=_sorted(self.not_handled()),
        )

    def not_handled(self) -> Mapping[str, int]:
        counts = {row["kind"]: row["number"] for row in self.fetched["not_handled"]}
        if count := platform_grants.withheld_defaults(self.fetched["default_privileges"]):
            counts["default privileges taken from the platform's roles"] = count
        return counts

    def schema(self, row: Any) -> Schema:
        comment = self.comment("pg_namespace", row["oid"])
        return Schema(
            name=row["name"], comment=comment, grants=self.grants["pg_namespace", row["oid"]]
        )

    def other(self, row: Any) -> Other:
        at = (row["class"], row["oid"])
        return Other(
            kind=row["kind"],
            name=row["name"],
            definition=row["definition"],
            more=tuple(row["more"]),
            comment=self.comment(*at),
            needs=tuple(self.needs[at]),
        )

    def default_privileges(self) -> Iterable[DefaultPrivileges]:
        found = [row for row in self.fetched["default_privileges"] if not row["platform"]]
        grants = rows.grants(found, {})
        for row in {row["oid"]: row for row in found}.values():
            yield DefaultPrivileges(
                kind=row["kind"], schema=row["schema"], grants=grants["pg_default_acl", row["oid"]]
            )

    def extras_of(self, oid: int, own: str) -> tuple[Extra, ...]:
        found = []
        for row in self.extras.get(oid, ()):
            needs = self.needs[row["class"], row["oid"]]
            found.append(rows.extra(row, tuple(n for n in needs if n != own), self.comments))
        return tuple(found)

    def said_of(
        self, relation: int, columns: Iterable[str], numbers: Iterable[int]
    ) -> tuple[tuple[str, str], ...]:
        """(column, comment) of those that have one."""
        return tuple(
            (column, text)
            for column, number in zip(columns, numbers, strict=True)
            if (text := self.comments.get(("pg_class", relation, number))) is not None
        )

    def extensions(self) -> Iterable[tuple[str, Extension]]:
        for row in self.fetched["extensions"]:
            platform = row["name"] in PLATFORM_EXTENSIONS and not row["users_schema"]
            if row["name"] != "plpgsql" and (row["used"] or not platform):
                yield row["name"], Extension(name=row["name"], schema=row["schema"])

    def type(self, row: Any) -> Type:
        oid, name = row["oid"], rows.name(row)
        comment, grants = self.comment("pg_type", oid), self.grants["pg_type", oid]
        needs = tuple(self.needs["pg_type", oid])
        if row["kind"] == "e":
            return Enum(name=name, values=tuple(row["values"]), comment=comment, grants=grants)
        if row["kind"] == "c":
            fields = tuple(zip(row["fields"], row["field_types"], strict=True))
            return Composite(
                name=name,
                fields=fields,
                field_comments=self.said_of(row["relation"], row["fields"], row["field_numbers"]),
                comment=comment,
                grants=grants,
                needs=needs,
            )
        if row["kind"] == "r":
            return rows.range_type(row, comment, grants, needs)
        checks = (c for c in self.domain_checks.get(oid, ()) if c["kind"] == "c")
        return Domain(
            name=name,
            type=row["base"],
            not_null=row["not_null"],
            default=row["default"],
            collation=row["collation"],
            checks=tuple(rows.check(c, self.comments) for c in checks),
            comment=comment,
            grants=grants,
            needs=needs,
        )

    def sequence(self, row: Any) -> Sequence:
        owned = row["owner_table"]
        return Sequence(
            name=rows.name(row),
            options=rows.sequence_options(row),
            owned_by=(Name(row["owner_schema"], owned), row["owner_column"]) if owned else None,
            unlogged=row["unlogged"],
            comment=self.comment("pg_class", row["oid"]),
            grants=self.grants["pg_class", row["oid"]],
        )

    def table(self, row: Any) -> Table:
        oid, name = row["oid"], rows.name(row)
        constraints = self.constraints.get(oid, ())
        parents = [Name(*p) for p in zip(row["parent_schemas"], row["parents"], strict=True)]
        of_kind = {kind: [c for c in constraints if c["kind"] in kind] for kind in ("pu", *"fcx")}
        said = self.comments
        return Table(
            name=name,
            columns=tuple(rows.column(c, self.sequences, said) for c in self.columns.get(oid, ())),
            keys=tuple(rows.key(c, said) for c in of_kind["pu"]),
            foreign_keys=tuple(rows.foreign_key(c, said) for c in of_kind["f"]),
            checks=tuple(rows.check(c, said) for c in of_kind["c"]),
            exclusions=tuple(rows.exclusion(c, said) for c in of_kind["x"]),
            indexes=tuple(rows.index(i, said) for i in self.indexes.get(oid, ())),
            triggers=tuple(rows.trigger(t, said) for t in self.triggers.get(oid, ())),
            policies=tuple(self.policy(p, f"table {name.sql}") for p in self.policies.get(oid, ())),
            extras=self.extras_of(oid, f"table {name.sql}"),
            grants=self.grants["pg_class", oid],
            rls=row["rls"],
            force_rls=row["force_rls"],
            unlogged=row["unlogged"],
            options=tuple(row["options"]),
            replica_identity=row["replica_identity"] or "default",
            of_type=Name(row["of_type_schema"], row["of_type"]) if row["of_type"] else None,
            partition_key=row["partition_key"],
            partition_of=parents[0] if row["is_partition"] else None,
            bound=row["bound"],
            inherits=() if row["is_partition"] else tuple(parents),
            comment=self.comment("pg_class", oid),
            needs=tuple(self.needs["pg_class", oid]),
        )

    def policy(self, row: Any, own: str) -> Policy:
        needs = tuple(n for n in self.needs["pg_policy", row["oid"]] if n != own)
        return rows.policy(row, needs, self.comments)

    def view(self, row: Any) -> View:
        oid, name = row["oid"], rows.name(row)
        columns = self.columns.get(oid, ())
        numbers = [c["number"] for c in columns]
        return View(
            name=name,
            definition=row["definition"].strip().removesuffix(";"),
            columns=tuple((c["name"], c["type"]) for c in columns),
            materialized=row["kind"] == "m",
            populated=row["populated"],
            options=tuple(row["options"]),
            indexes=tuple(rows.index(i, self.comments) for i in self.indexes.get(oid, ())),
            triggers=tuple(rows.trigger(t, self.comments) for t in self.triggers.get(oid, ())),
            extras=self.extras_of(oid, f"view {name.sql}"),
            column_comments=self.said_of(oid, [c["name"] for c in columns], numbers),
            column_defaults=tuple((c["name"], c["default"]) for c in columns if c["default"]),
            grants=self.grants["pg_class", oid],
            comment=self.comment("pg_class", oid),
            needs=tuple(self.needs["pg_class", oid]),
        )

    def function(self, row: Any) -> Function:
        oid = row["oid"]
        return Function(
            name=rows.name(row),
            arguments=row["arguments"],
            types=tuple(row["types"]),
            returns=row["returns"],
            language=row["language"],
            definition=row["definition"].rstrip("\n"),
            procedure=row["procedure"],
            aggregate=row["aggregate"],
            grants=self.grants["pg_proc", oid],
            comment=self.comment("pg_proc", oid),
            needs=tuple(self.needs["pg_proc", oid]),
        )
