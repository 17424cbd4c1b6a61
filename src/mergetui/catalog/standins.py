"""What a source uses and nothing makes, stood in for on the scratch server, so that what uses it
is read all the same.

A type becomes a base type that takes and gives any text, with what sorts, hashes and indexes it;
a schema is made. Nothing of a type is true but its name. Invariant: what is made here is told by
one fault and counted by name in ``not_handled``; the type itself is in ``Catalog.base_types``, with
no extension, and the functions that it stands on are in ``pg_catalog``, where no side is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mergetui.catalog import apart, ddl
from mergetui.catalog.faults import refusal
from mergetui.catalog.model import BaseType, Fault
from mergetui.catalog.names import Name, quote_ident
from mergetui.catalog.platform import PLATFORM_SCHEMAS
from mergetui.catalog.providers import provider
from mergetui.catalog.statements import Refused, Statement

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database

_TYPE = re.compile(r'type "(.+?)(?:\[\])*" does not exist')
_SCHEMA = re.compile(r'schema "(.+)" does not exist')
_MAKES = re.compile(
    r"(?is)create\s(?:[a-z\s]*\s)?(?:table|view|type|domain)\s+(?:if\s+not\s+exists\s+)?"
    r'(?:[\w"]+\.)?"?(\w+)'
)
NO_TYPE, NO_SCHEMA = "42704", "3F000"
TYPE_OUTCOME = "kept: a stand-in takes the type's place, and nothing of the type is proved"
SCHEMA_OUTCOME = "kept: the schema is made"
TYPE_HINT = (
    "make the type, or the extension that has it (CREATE EXTENSION), before it is used;"
    " or name a server that has it: --server URL"
)
SCHEMA_HINT = "write CREATE SCHEMA {} before it is used"
# Statements that keep something of the user's which uses the type; others are no reason for one.
_KEEPING = frozenset(
    {
        *("create_stmt", "alter_table_stmt", "create_function_stmt", "create_domain_stmt"),
        *("composite_type_stmt", "create_range_stmt", "view_stmt", "create_table_as_stmt"),
        *("index_stmt", "create_policy_stmt", "alter_domain_stmt", "create_trig_stmt"),
        *("alter_tsconfiguration_stmt", "define_stmt"),
    }
)

_NOTHING = "pg_stat_clear_snapshot"  # touches no argument, and gives null, zero or false
_GIST = (  # word, arguments, returns, function of PostgreSQL's own
    ("consistent", "internal, bigint, smallint, oid, internal", "boolean", _NOTHING),
    ("union", "internal, internal", "bigint", "gtsquery_union"),
    ("penalty", "internal, internal, internal", "internal", "gtsquery_penalty"),
    ("picksplit", "internal, internal", "internal", "gtsquery_picksplit"),
    ("same", "bigint, bigint, internal", "internal", "gtsquery_same"),
)


def type_sql(name: Name) -> str:
    """The statements that make a base type of that name: to be run by a superuser, since only one
    may make base types.

    The values are text underneath and compare by their bytes. Indexes of the kinds that search
    by the type's own operators can be made and filled, and find nothing. Of GIN the support
    functions are core functions that touch no argument (as in the stand-in for pg_trgm). Of GiST
    they are those of tsquery, whose keys are numbers: without a function that makes such a key of
    a value, the address of the value is taken for one, and never followed.
    """
    t = name.sql

    def own(word: str) -> str:
        return f"pg_catalog.{quote_ident(f'{name.schema}.{name.name} {word}'[:63])}"

    def function(word: str, arguments: str, returns: str, body: str) -> str:
        return (
            f"CREATE FUNCTION {own(word)}({arguments}) RETURNS {returns}"
            f" IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS '{body}'"
        )

    def operator(sign: str, word: str, rest: str) -> str:
        return (
            f"CREATE OPERATOR pg_catalog.{sign} (LEFTARG = {t}, RIGHTARG = {t},"
            f" FUNCTION = {own(word)}, {rest})"
        )

    def operator_class(method: str, members: str) -> str:
        return (
            f"CREATE OPERATOR CLASS {own(method)} DEFAULT FOR TYPE {t} USING {method} AS {members}"
        )

    signs = {"<": "lt", "<=": "le", "=": "eq", ">=": "ge", ">": "gt"}
    rest = ", internal" * 4
    return ";\n".join(
        [
            f"CREATE TYPE {t}",
            function("in", "cstring", t, "textin"),
            function("out", t, "cstring", "textout"),
            function("receive", "internal", t, "textrecv"),
            function("send", t, "bytea", "textsend"),
            function("modifier in", "cstring[]", "integer", "bittypmodin"),
            function("modifier out", "integer", "cstring", "bittypmodout"),
            f"CREATE TYPE {t} (INPUT = {own('in')}, OUTPUT = {own('out')},"
            f" RECEIVE = {own('receive')}, SEND = {own('send')},"
            f" TYPMOD_IN = {own('modifier in')}, TYPMOD_OUT = {own('modifier out')},"
            " INTERNALLENGTH = VARIABLE, STORAGE = extended)",
            *(function(w, f"{t}, {t}", "boolean", f"bytea{w}") for w in (*signs.values(), "ne")),
            function("compare", f"{t}, {t}", "integer", "byteacmp"),
            function("hash", t, "integer", "hashvarlena"),
            operator("=", "eq", "COMMUTATOR = OPERATOR(pg_catalog.=), HASHES, MERGES"),
            operator("<>", "ne", "COMMUTATOR = OPERATOR(pg_catalog.<>)"),
            operator("<", "lt", "COMMUTATOR = OPERATOR(pg_catalog.>)"),
            operator("<=", "le", "COMMUTATOR = OPERATOR(pg_catalog.>=)"),
            operator(">", "gt", "COMMUTATOR = OPERATOR(pg_catalog.<)"),
            operator(">=", "ge", "COMMUTATOR = OPERATOR(pg_catalog.<=)"),
            operator_class(
                "btree",
                ", ".join(f"OPERATOR {n} pg_catalog.{s}" for n, s in enumerate(signs, 1))
                + f", FUNCTION 1 {own('compare')} ({t}, {t})",
            ),
            operator_class("hash", f"OPERATOR 1 pg_catalog.=, FUNCTION 1 {own('hash')} ({t})"),
            *(
                function(f"gist {word}", arguments, returns, body)
                for word, arguments, returns, body in _GIST
            ),
            operator_class(
                "gist",
                ", ".join(
                    f"FUNCTION {n} {own(f'gist {word}')} ({arguments})"
                    for n, (word, arguments, _, _) in zip((1, 2, 5, 6, 7), _GIST, strict=True)
                )
                + ", STORAGE bigint",
            ),
            function("values", f"{t}, internal", "internal", _NOTHING),
            function("query", f"{t}, internal, smallint{rest}", "internal", _NOTHING),
            function("found", f"internal, smallint, {t}, integer{rest}", "boolean", _NOTHING),
            operator_class(
                "gin",
                "FUNCTION 1 pg_catalog.btint4cmp (integer, integer),"
                f" FUNCTION 2 {own('values')} ({t}, internal),"
                f" FUNCTION 3 {own('query')} ({t}, internal, smallint{rest}),"
                f" FUNCTION 4 {own('found')} (internal, smallint, {t}, integer{rest}),"
                " STORAGE integer",
            ),
        ]
    )


@dataclass(frozen=True, slots=True)
class Made:
    """What was stood in for in a database."""

    types: tuple[BaseType, ...] = ()
    numbered: tuple[Name, ...] = ()  # types whose modifiers are sent as numbers, be they in `types`
    #                                  or of an extension's stand-in


async def make_types(database: Database, types: Iterable[BaseType]) -> Made:
    """Stand in for those that the database has not. Roles and extensions come before."""
    wanted = {each.name: each for each in types}
    if not wanted:
        return Made()
    connection = await database.server.admin.connect(database.name)
    try:
        there = await _numbered(connection, wanted)
        missing = tuple(each for name, each in wanted.items() if name not in there)
        owner = quote_ident(database.server.loader.user)
        for schema in sorted({each.name.schema for each in missing}):
            await connection.execute(
                f"CREATE SCHEMA IF NOT EXISTS {quote_ident(schema)} AUTHORIZATION {owner}"
            )
        for each in missing:
            await connection.execute(type_sql(each.name))
    finally:
        await connection.close()
    numbered = [name for name in wanted if there.get(name, True)]
    return Made(missing, tuple(numbered))


async def _numbered(
    connection: asyncpg.Connection[Any], names: Iterable[Name]
) -> Mapping[Name, bool]:
    """Those types that are there, and whether their modifiers are plain numbers."""
    listed = list(names)
    rows = await connection.fetch(
        "SELECT n.nspname, t.typname, coalesce(p.prosrc = 'bittypmodin', false) AS numbered"
        " FROM pg_catalog.pg_type t"
        " JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
        " LEFT JOIN pg_catalog.pg_proc p ON p.oid = t.typmodin"
        " JOIN unnest($1::text[], $2::text[]) w (s, t) ON w.s = nspname AND w.t = typname",
        [name.schema for name in listed],
        [name.name for name in listed],
    )
    return {Name(row["nspname"], row["typname"]): row["numbered"] for row in rows}


@dataclass
class StandIns:
    """Those of one run of the loader. ``theirs``: names of types that the source does make, or
    would if its statement were right."""

    database: Database
    theirs: frozenset[str]
    types: list[Name] = field(default_factory=list)
    extensions: list[str] = field(default_factory=list)  # that were looked for
    schemas: list[str] = field(default_factory=list)

    async def foresee(
        self, connection: asyncpg.Connection[Any], statements: Iterable[Statement]
    ) -> list[Fault]:
        """Make the schemas that a search_path names, that objects are made in and that nothing
        makes: without them, what is made without a schema would go to the next of the path."""
        import asyncpg  # noqa: PLC0415

        faults = []
        for schema, first in _unmade(list(statements)).items():
            self.schemas.append(schema)
            await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {quote_ident(schema)}")
            error = asyncpg.InvalidSchemaNameError(f'schema "{schema}" does not exist')
            hint = SCHEMA_HINT.format(quote_ident(schema))
            faults.append(refusal(first, error, SCHEMA_OUTCOME, hint))
        return faults

    async def help(
        self, connection: asyncpg.Connection[Any], statement: Statement, error: Any
    ) -> Fault | None:
        """Make what the statement was refused for; its fault where that was done."""
        if statement.kind not in _KEEPING:
            return None
        if fault := await self._extension(connection, statement, error):
            return fault
        if statement.kind == "define_stmt":  # it may be that it makes a type
            return None
        if error.sqlstate == NO_TYPE and (name := _missing_type(statement, error.args[0])):
            return await self._type(connection, statement, error, name)
        if error.sqlstate == NO_SCHEMA:
            return await self._schema(connection, statement, error)
        return None

    async def passes(self, connection: asyncpg.Connection[Any], statement: Statement) -> bool:
        """Whether it does where names without a schema are looked for in the schemas that nothing
        makes as well: who makes them outside of the source has them in the search_path too."""
        import asyncpg  # noqa: PLC0415

        if not self.schemas or statement.kind not in _KEEPING:
            return False
        path = "search_path"
        was = await connection.fetchval("SELECT pg_catalog.current_setting($1)", path)
        also = ", ".join(map(quote_ident, self.schemas))
        try:
            await connection.execute(f"SET {path} = {f'{was}, ' if was.strip() else ''}{also}")
            await connection.execute(statement.sql)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            return False
        finally:
            if not connection.is_closed():
                await connection.fetchval("SELECT pg_catalog.set_config($1, $2, false)", path, was)
        return True

    async def _extension(
        self, connection: asyncpg.Connection[Any], statement: Statement, error: Any
    ) -> Fault | None:
        """The extension that has it, where it is known which that is and the server has it."""
        import asyncpg  # noqa: PLC0415

        found = provider(error.args[0])
        if found is None or found[0] in self.extensions or self._makes_itself(error.args[0]):
            return None
        name, schema = found
        self.extensions.append(name)
        if await connection.fetchval(
            "SELECT 1 FROM pg_catalog.pg_extension WHERE extname = $1", name
        ):
            return None
        try:
            await self.database.ensure_extension(name, schema)
        except asyncpg.PostgresError:
            return None
        sql = f"CREATE EXTENSION {quote_ident(name)}"
        return refusal(statement, error, f"kept: read as if {sql} stood before it", f"write {sql}")

    def _makes_itself(self, message: str) -> bool:
        said = _TYPE.fullmatch(message)
        return said is not None and said[1].rpartition(".")[2] in self.theirs

    async def _type(
        self, connection: asyncpg.Connection[Any], statement: Statement, error: Any, name: Name
    ) -> Fault | None:
        if name.name in self.theirs:
            return None
        if not name.schema:
            schema = await connection.fetchval("SELECT pg_catalog.current_schema()")
            name = Name(schema or "public", name.name)
        if name in self.types or name.schema in PLATFORM_SCHEMAS - {"extensions"}:
            return None
        self.types.append(name)
        await make_types(self.database, [BaseType(name=name)])
        return refusal(statement, error, TYPE_OUTCOME, TYPE_HINT)

    async def _schema(
        self, connection: asyncpg.Connection[Any], statement: Statement, error: Any
    ) -> Fault | None:
        named = _SCHEMA.fullmatch(error.args[0])
        if named:
            schema = named[1]
        else:  # no schema has been selected to create in: none of the search_path is there
            path = await connection.fetchval(
                "SELECT pg_catalog.string_to_array(pg_catalog.current_setting('search_path'), ',')"
            )
            first = (each.strip().strip('"') for each in path or ())
            schema = next((each for each in first if each and each != "$user"), "")
        if not schema or schema in self.schemas or schema in PLATFORM_SCHEMAS:
            return None
        self.schemas.append(schema)
        await connection.execute(f"CREATE SCHEMA {quote_ident(schema)}")
        return refusal(statement, error, SCHEMA_OUTCOME, SCHEMA_HINT.format(quote_ident(schema)))

    def counts(self) -> dict[str, int]:
        """For ``not_handled``: kind and names -> count."""
        named = {
            "types that nothing makes": sorted(name.key for name in self.types),
            "schemas that nothing makes": sorted(self.schemas),
        }
        return {f"{kind}: {', '.join(n)}": len(n) for kind, n in named.items() if n}


def _unmade(statements: list[Statement]) -> dict[str, Statement]:
    """Schemas of a search_path that nothing makes, with the first statement that makes something
    in one."""
    named = {s for each in statements for s in ddl.search_path(each)} - PLATFORM_SCHEMAS
    made = {ddl.makes_schema(each) for each in statements} | {"public"}
    made |= {
        schema
        for each in statements
        if each.kind in ("do_stmt", "create_function_stmt") and "schema" in each.sql.lower()
        for schema in named
        if schema in each.sql
    }
    found: dict[str, Statement] = {}
    for each in statements:
        schema = ddl.makes_in(each)
        if schema in named - made and not schema.startswith("pg_"):
            found.setdefault(schema, each)
    return found


def types_made(statements: Iterable[Statement], unread: Iterable[Refused]) -> frozenset[str]:
    """The last names of types, tables and views that a source makes, also where it is wrong SQL."""
    found = {ddl.makes_type(statement) for statement in statements}
    found |= {m[1].lower() for each in unread if (m := _MAKES.match(each.sql))}
    return frozenset(found)


def _missing_type(statement: Statement, message: str) -> Name | None:
    """The type that a statement itself names, not the body of a function."""
    from postgast import find_nodes  # noqa: PLC0415

    said = _TYPE.fullmatch(message)
    for each in find_nodes(statement.node, apart.grammar().TypeName) if said else ():
        names = [part.string.sval for part in each.names]
        if said and ".".join(names) == said[1] and len(names) <= 2:
            return Name(names[0] if len(names) == 2 else "", names[-1])
    return None
