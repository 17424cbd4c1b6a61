"""Loads the statements of a source into a scratch database, one by one and in order.

A run of statements goes to the server together while that works. What is refused because
something is not there yet is tried again after what follows, until nothing moves any more. What
stays refused is a fault. Invariant: a statement of the source either took effect, is a fault, is
counted in ``not_handled``, or cannot have an effect on a schema (transaction control, psql's
frame around a dump).
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mergetui.catalog import ddl, needs
from mergetui.catalog.faults import made_of, refusal, unread_fault
from mergetui.catalog.files import SqlFile
from mergetui.catalog.filling import Filling, watched
from mergetui.catalog.model import Catalog, Declared, Extension, Fault
from mergetui.catalog.modifiers import Modifiers
from mergetui.catalog.names import Name
from mergetui.catalog.platform import PLATFORM_EXTENSIONS, PLATFORM_OWNER, PLATFORM_ROLES
from mergetui.catalog.platform_grants import TAKE_AND_GIVE, spelled_out, takes_from_platform
from mergetui.catalog.read import count_catalog, read_catalog
from mergetui.catalog.standins import StandIns, types_made
from mergetui.catalog.statements import Refused, Statement, statements_of
from mergetui.catalog.whatif import Unsure, declared_policies
from mergetui.errors import InputError

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.server import Database, Server

Report = Callable[[str, int, int], None]

AFRESH = "RESET ALL; RESET ROLE"  # a file does not inherit the settings of the one before
RECOVERING = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between trials to connect again
BATCH = 64  # statements sent together at first; less after a refusal, more after none
# SQLSTATEs after which waiting may help: something is missing that a later statement makes.
LATER = frozenset(
    {
        *("42P01", "42703", "42704", "42883", "3F000"),  # undefined something
        *("42804", "42809", "42830", "42846", "42P10", "42P13", "42P17", "2F003"),  # does not fit
        *("23502", "23503", "55000", "55P04", "P0001"),  # rows, states, what a DO block raises
    }
)
UNFIT = frozenset({"22P02", "22023", "22003"})  # a value that a type does not take, or its modifier
THERE_ALREADY = frozenset({"42P07", "42710", "42723", "42P06", "42701"})
_ROLE = re.compile(r'^role "(.+)" does not exist$')


@dataclass
class Pending:
    """A refused statement that waits, with the first reason."""

    statement: Statement
    error: asyncpg.PostgresError
    operators: int = -1  # those that there were when it was refused

    def hopeless(self, operators: int) -> bool:
        """It compares what does not compare, and nothing has changed about that."""
        compares = self.statement.kind == "create_policy_stmt" and self.error.sqlstate == "42883"
        return compares and self.operators == operators


@dataclass
class Loading:
    """The state of one run."""

    connection: asyncpg.Connection[Any]
    database: Database
    report: Report
    stand_ins: StandIns
    filling: Filling
    modifiers: Modifiers = field(default_factory=Modifiers)
    pending: list[Pending] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    extensions: set[str] = field(default_factory=set)  # named by a statement
    operators: int = 0  # statements so far after which values may compare that did not
    made: dict[str, Statement] = field(default_factory=dict)  # by what ddl.makes() says
    on_platform: bool = False  # the platform's default privileges hold, but for
    dumps: frozenset[str] = frozenset()  # these files, which spell out what they grant
    given_after: str | None = None  # in a dump: what gives again what holds elsewhere

    def fault(self, statement: Statement, error: Any, outcome: str) -> None:
        found = refusal(statement, error, outcome)
        before = self.made.get(ddl.makes(statement) or "")
        if before and before.index < statement.index and found.sqlstate in THERE_ALREADY:
            found = replace(found, hint=f"{before.place} makes it already")
        self.faults.append(found)

    def as_written(self, fault: Fault) -> Fault:
        """Without the numbers that modifiers were sent as."""
        said = self.modifiers.decoded
        return replace(fault, statement=said(fault.statement), message=said(fault.message))

    # --- running

    async def as_on_the_platform(self, statements: list[Statement]) -> None:
        """Where something is taken from the platform's roles, they first have it."""
        dumps = spelled_out(statements)
        if takes_from_platform(statements, dumps):
            self.on_platform, self.dumps = True, dumps
            await self.database.give_platform_grants()

    async def begin(self, file: str) -> None:
        await self.execute(AFRESH)
        if self.given_after is not None and file not in self.dumps:
            await self.execute(self.given_after)
            self.given_after = None
        elif self.given_after is None and file in self.dumps and self.on_platform:
            held = await self.connection.fetchrow(TAKE_AND_GIVE)
            await self.execute(held["take"] or AFRESH)
            self.given_after = held["give"] or AFRESH

    async def execute(self, sql: str) -> asyncpg.PostgresError | None:
        """Run; the server's refusal is returned."""
        import asyncpg  # noqa: PLC0415

        try:
            await self.connection.execute(sql)
        except asyncpg.PostgresError as error:
            if self.connection.is_closed():
                await self.reconnect()
                return await self.filling.settle() or error
            return error
        except TimeoutError:
            await self.reconnect()
            return asyncpg.QueryCanceledError("it did not end, and its session was ended")
        except (asyncpg.InterfaceError, OSError) as error:
            await self.reconnect()
            ended = asyncpg.QueryCanceledError(f"it ended its session: {error}")
            return await self.filling.settle() or ended
        except UnicodeError as error:
            return asyncpg.UntranslatableCharacterError(f"it cannot be sent: {error}")
        return None

    async def reconnect(self) -> None:
        """A new session; the server may be busy with starting again after a crash of the old."""
        import asyncpg  # noqa: PLC0415

        self.connection.terminate()
        for pause in (*RECOVERING, None):
            try:
                await self.database.end_sessions()
                self.connection = await self.database.connect()
                return
            except (asyncpg.PostgresError, OSError) as error:
                if pause is None:
                    raise InputError(
                        f"the scratch server was lost to a statement of the source: {error}"
                    ) from None
                await asyncio.sleep(pause)

    async def special(self, statement: Statement) -> bool:
        """Statements that are not run as they stand. True where that was all."""
        kind, node = statement.kind, statement.node
        if kind in ddl.TRANSACTION:
            return True
        if ddl.changes_role(statement):
            self.counts["changes of role"] += 1
            return True
        if ddl.sets_session(statement):
            setting = ddl.as_session_setting(statement)
            if setting and (error := await self.execute(setting.sql)):
                self.fault(statement, error, "left out")
            return True
        if kind == "copy_stmt":
            outside = node.is_program or node.filename
            because = "" if outside else ": rows are not read from a source"
            self.fault(statement, None, f"left out{because}")
        elif ddl.changes_owner(statement):
            self.counts["owners"] += 1
        elif kind == "create_role_stmt":
            await self.database.ensure_roles([node.role])
            self.counts["roles"] += 1
        elif own := ddl.without_owner(statement):
            await self.database.ensure_roles([node.authrole.rolename])
            self.counts["owners"] += 1
            await self.run_one(own)
        elif kind in ("alter_role_stmt", "alter_role_set_stmt", "grant_role_stmt"):
            self.counts["settings of roles"] += 1
        elif kind == "alter_default_privileges_stmt" and (roles := ddl.for_roles(statement)):
            if roles == {PLATFORM_OWNER}:
                own = ddl.for_owner(statement)
                if error := await self.execute(own.sql):
                    self.fault(statement, error, "left out")
            elif not roles <= PLATFORM_ROLES:
                self.counts["default privileges of other roles"] += 1
        elif ddl.comments_on_extension(statement):
            self.counts["comments on extensions"] += 1
        elif kind == "create_extension_stmt":
            await self.create_extension(statement)
        else:
            return False
        return True

    async def create_extension(self, statement: Statement) -> None:
        import asyncpg  # noqa: PLC0415

        name = statement.node.extname
        try:
            await self.database.ensure_extension(name, ddl.option(statement, "schema"))
            self.extensions.add(name)
        except asyncpg.PostgresError as error:
            if name in PLATFORM_EXTENSIONS:
                self.counts["extensions of the platform"] += 1
            else:
                self.fault(statement, error, "left out")

    async def named_extensions(self) -> dict[str, Extension]:
        """Those that a statement names, also where the platform has them anyway."""
        rows = await self.connection.fetch(
            "SELECT extname, nspname FROM pg_catalog.pg_extension"
            " JOIN pg_catalog.pg_namespace n ON n.oid = extnamespace"
            " WHERE extname <> 'plpgsql' AND extname = ANY ($1)",
            sorted(self.extensions),
        )
        return {r["extname"]: Extension(name=r["extname"], schema=r["nspname"]) for r in rows}

    async def run_all(self, statements: list[Statement]) -> None:
        """The first pass: in order, in batches while they pass."""
        batch: list[Statement] = []
        size, file = BATCH, ""
        later = {needs.made_relation(each) for each in statements} - {None}

        async def flush() -> None:
            nonlocal size
            if batch:
                whole = await self.execute(";\n".join(s.sql for s in batch))
                if whole is None:
                    size = min(size * 2, BATCH)
                    for statement in batch:
                        self.succeeded(statement)
                else:
                    size = max(size // 4, 1)
                    for statement in batch:
                        await self.run_one(statement)
                batch.clear()

        for number, statement in enumerate(statements):
            if statement.place.file != file:
                await flush()
                file = statement.place.file
                await self.begin(file)
                self.report("running the migrations", number, len(statements))
            if _is_special(statement):
                await flush()
                if await self.special(statement):
                    continue
            if ddl.runs_alone(statement):
                await flush()
                await self.run_one(statement)
                continue
            for part in self.without_what_waits(statement, later):
                batch.append(part)
            later -= {needs.made_relation(statement)}
            if len(batch) >= size:
                await flush()
        await flush()

    def without_what_waits(self, statement: Statement, later: set[Name | None]) -> list[Statement]:
        """The parts of a statement that can be tried by now: one about a table that is made
        ``later`` waits for it, and so does a foreign key to one."""
        if not (missing := needs.relations_needed(statement) & later):
            return [statement]
        if statement.kind != "create_stmt":
            self.wait(statement, min(missing))
            return []
        table, *foreign = ddl.parts(statement)
        ready = [table]
        for key in foreign:
            if missing := needs.relations_needed(key) & (later - {needs.made_relation(statement)}):
                self.wait(key, min(missing))
            else:
                ready.append(key)
        return ready

    def wait(self, statement: Statement, missing: Name) -> None:
        """Keep it for later without asking the server, in the words that it would find."""
        import asyncpg  # noqa: PLC0415

        error = asyncpg.UndefinedTableError(f'relation "{missing.key}" does not exist')
        self.pending.append(Pending(statement, error))

    def succeeded(self, statement: Statement) -> None:
        self.operators += needs.changes_operators(statement)
        if made := ddl.makes(statement):
            self.made[made] = statement

    async def run_one(self, statement: Statement) -> None:
        statement, error = await self.attempt(statement)
        if error is None:
            self.succeeded(statement)
        elif error.sqlstate not in THERE_ALREADY and (parts := ddl.parts(statement)):
            for part in parts:
                await self.run_one(part)
        elif error.sqlstate in LATER and statement.kind not in ddl.ONCE:
            self.pending.append(Pending(statement, error, self.operators))
        elif not await self.in_pieces(statement, error):
            self.refused(statement, error)

    async def attempt(self, statement: Statement) -> tuple[Statement, asyncpg.PostgresError | None]:
        """Run; the statement comes back as it was sent, in the modifiers of stand-ins."""
        error = await self.execute(statement.sql)
        if error is not None and error.sqlstate in UNFIT:
            own = self.modifiers.encoded(statement)
            if own is not statement:
                return own, await self.execute(own.sql)
        return statement, error

    async def in_pieces(self, statement: Statement, error: asyncpg.PostgresError) -> bool:
        """A table that is refused for a default, a constraint or a generated column is made without
        them, and each of them is tried by itself."""
        if error.sqlstate in THERE_ALREADY or not (pieces := ddl.pieces(statement)):
            return False
        core, *rest = pieces
        if await self.execute(core.sql) is not None:
            return False
        self.succeeded(core)
        for each in rest:
            await self.run_one(each)
        return True

    def refused(self, statement: Statement, error: Any) -> None:
        if ddl.on_platform(statement):
            self.counts["statements about objects of the platform"] += 1
        elif error.sqlstate == "42P06" and statement.node.schemaname == "public":
            pass  # it is there in every database
        else:
            self.fault(statement, error, "left out")

    # --- trying again

    async def settle(self, statements: list[Statement]) -> None:
        """Try what waits until nothing moves, then with what else can be done for it."""
        while True:
            before = len(self.pending)
            await self.make_roles()
            await self.again(statements)
            self.report("running what had to wait", before - len(self.pending), before)
            if self.pending and len(self.pending) == before:
                await self.again(statements, helped=True)
            if self.pending and len(self.pending) == before:
                await self.without_bodies()
            stuck = not self.pending or len(self.pending) == before
            if stuck and not await self.tables_in_pieces():
                return

    async def again(self, statements: list[Statement], *, helped: bool = False) -> None:
        """One pass over what waits, each under the settings of its file and place. ``helped``: with
        stand-ins for what nothing makes."""
        waiting, self.pending = self.pending, []
        files = {p.statement.place.file for p in waiting}
        todo: list[Pending | Statement] = [*waiting]
        todo += [s for s in statements if s.place.file in files and ddl.sets_session(s)]
        todo.sort(key=lambda each: _statement(each).index)
        file = ""
        for each in todo:
            statement = _statement(each)
            if statement.place.file != file:
                file = statement.place.file
                await self.begin(file)
            if isinstance(each, Statement):
                if setting := ddl.as_session_setting(each):
                    await self.execute(setting.sql)
            elif self.made_later(statement):
                self.fault(statement, each.error, "left out: a later statement makes it")
            elif each.hopeless(self.operators):
                self.pending.append(each)
            else:
                await self.once_more(statement, helped=helped)

    async def once_more(self, statement: Statement, *, helped: bool) -> None:
        statement, error = await self.attempt(statement)
        while error is not None and helped:
            fault = await self.stand_ins.help(self.connection, statement, error)
            if fault is None:
                break
            self.faults.append(fault)
            statement, error = await self.attempt(statement)
        if error is None:
            self.succeeded(statement)
        elif error.sqlstate in LATER:
            self.pending.append(Pending(statement, error, self.operators))
        elif not await self.in_pieces(statement, error):
            self.fault(statement, error, "left out")

    def made_later(self, statement: Statement) -> bool:
        later = self.made.get(ddl.makes(statement) or "")
        return later is not None and later.index > statement.index

    async def make_roles(self) -> None:
        roles = {m[1] for p in self.pending if (m := _ROLE.match(p.error.args[0]))}
        if roles:
            await self.database.ensure_roles(roles)
            self.counts["roles that are named and not made"] += len(roles)

    async def tables_in_pieces(self) -> bool:
        waiting, self.pending = self.pending, []
        moved = False
        for each in waiting:
            if await self.in_pieces(each.statement, each.error):
                moved = True
            else:
                self.pending.append(each)
        return moved

    async def without_bodies(self) -> None:
        """A function that is refused for what its body says is made with its body unchecked."""
        for each in [p for p in self.pending if p.statement.kind == "create_function_stmt"]:
            sql = f"SET check_function_bodies = off;\n{each.statement.sql}"
            if await self.execute(sql) is None:
                self.pending.remove(each)
                self.succeeded(each.statement)
                self.fault(each.statement, each.error, "kept; its body was not checked")
            await self.execute("RESET check_function_bodies")


SPECIAL = ddl.TRANSACTION | {
    *("copy_stmt", "alter_owner_stmt", "create_role_stmt", "comment_stmt"),
    *("alter_role_stmt", "alter_role_set_stmt", "grant_role_stmt", "create_extension_stmt"),
    "alter_default_privileges_stmt",
}


def _is_special(statement: Statement) -> bool:
    return (
        statement.kind in SPECIAL
        or ddl.sets_session(statement)
        or ddl.changes_owner(statement)
        or ddl.without_owner(statement) is not None
    )


def _statement(each: Pending | Statement) -> Statement:
    return each if isinstance(each, Statement) else each.statement


async def load(files: tuple[SqlFile, ...], server: Server, report: Report) -> Catalog:
    """The catalog that a source describes, with its faults and what it declares in vain.

    Raises InputError for a file that is no SQL.
    """
    report("reading the files", 0, 0)
    every, unread = statements_of(files)
    undone = needs.rolled_back(every)
    statements = [statement for statement in every if statement.index not in undone]
    async with server.database() as database, watched(database) as filling:
        stand_ins = StandIns(database, types_made(statements, unread))
        loading = Loading(await database.connect(), database, report, stand_ins, filling)
        try:
            await loading.as_on_the_platform(statements)
            await loading.run_all(statements)
            await loading.settle(statements)
            await loading.execute(AFRESH)
            await count_catalog(loading.connection)
            catalog = await read_catalog(loading.connection, loading.modifiers)
            named = await loading.named_extensions()
        finally:
            await loading.connection.close()
    extensions = named | dict(catalog.extensions)
    catalog = replace(catalog, extensions={name: extensions[name] for name in sorted(extensions)})
    if not any(catalog.platform_grants.values()):
        catalog = replace(catalog, platform_grants={})  # nothing of it is known
    catalog = await _with_faults(catalog, loading, unread, len(undone), files, server)
    if roles := await server.drop_loaders_roles():
        counts = Counter(dict(catalog.not_handled)) + Counter(roles=len(roles))
        catalog = replace(catalog, not_handled={kind: counts[kind] for kind in sorted(counts)})
    return catalog


async def _with_faults(
    catalog: Catalog,
    loading: Loading,
    unread: list[Refused],
    undone: int,
    files: tuple[SqlFile, ...],
    server: Server,
) -> Catalog:
    declared: list[tuple[int, Declared]] = []
    unsure: list[tuple[Unsure, asyncpg.PostgresError]] = []
    for waiting in loading.pending:
        statement, error = waiting.statement, waiting.error
        if ddl.on_platform(statement):
            loading.counts["statements about objects of the platform"] += 1
        elif found := made_of(statement, error, catalog):
            declared.append((statement.index, found))
            loading.fault(statement, error, "kept as declared")
        elif policy := Unsure.of(statement, error, catalog):
            unsure.append((policy, error))
        else:
            loading.fault(statement, error, "left out")
    catalog = replace(catalog, declared=tuple(d for _, d in declared))
    if unsure:
        loading.report("trying policies with other column types", 0, len(unsure))
        accepted = await declared_policies(catalog, [policy for policy, _ in unsure], server)
        for policy, error in unsure:
            found = accepted.get(policy.statement.index)
            if found is None:
                loading.fault(policy.statement, error, "left out")
                continue
            loading.fault(policy.statement, error, "kept as declared")
            declared.append((policy.statement.index, replace(found, message=error.args[0])))
    order = {file.name: number for number, file in enumerate(files)}
    faults = [*map(loading.as_written, loading.faults), *map(unread_fault, unread)]
    faults.sort(key=lambda f: (order[f.place.file], f.place.line))
    if downs := sum(file.downs for file in files):
        loading.counts["sections that take a migration back"] += downs
    if undone:
        loading.counts["statements that their file rolls back"] += undone
    counts = Counter(dict(catalog.not_handled)) + loading.counts
    counts["base types"] -= loading.stand_ins.own_types
    counts += Counter(loading.stand_ins.counts())  # which leaves out what is none
    return replace(
        catalog,
        declared=tuple(d for _, d in sorted(declared, key=lambda each: each[0])),
        faults=tuple(faults),
        rows={},
        not_handled={kind: counts[kind] for kind in sorted(counts)},
    )
