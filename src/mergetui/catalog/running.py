"""Runs the statements of a source on a scratch database, one by one and in order.

A run of statements goes to the server together while that works. What is refused because
something is not there yet is tried again after what follows, until nothing moves any more. What
stays refused is a fault. Invariant: a statement of the source either took effect, is a fault, is
counted in ``not_handled``, or cannot have an effect on a schema (transaction control, psql's
frame around a dump).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mergetui.catalog import apart, collations, ddl, needs
from mergetui.catalog.collations import Collation
from mergetui.catalog.faults import refusal
from mergetui.catalog.installed import Installed
from mergetui.catalog.model import Fault
from mergetui.catalog.modifiers import Modifiers
from mergetui.catalog.names import Name
from mergetui.catalog.platform import PLATFORM_EXTENSIONS, PLATFORM_OWNER, PLATFORM_ROLES
from mergetui.catalog.session import AFRESH, Session, session_on
from mergetui.catalog.standins import StandIns, types_made
from mergetui.catalog.statements import Refused, Statement

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database

Report = Callable[[str, int, int], None]

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
_TABLESPACE = re.compile(r'^tablespace "(.+)" does not exist$')
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

    session: Session
    report: Report
    stand_ins: StandIns
    installed: Installed
    modifiers: Modifiers = field(default_factory=Modifiers)
    pending: list[Pending] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)  # by the role that gets an object
    collations: list[Collation] = field(default_factory=list)  # stood in for, since ICU is lacking
    operators: int = 0  # statements so far after which values may compare that did not
    made: dict[str, Statement] = field(default_factory=dict)  # by what ddl.makes() says

    def fault(self, statement: Statement, error: Any, outcome: str) -> None:
        found = refusal(statement, error, outcome)
        before = self.made.get(ddl.makes(statement) or "")
        if before and before.index < statement.index and found.sqlstate in THERE_ALREADY:
            found = replace(found, hint=f"{before.place} makes it already")
        self.faults.append(found)

    def other_owners(self, objects: int) -> Counter[str]:
        """For ``not_handled``, of so many objects: those whose owner is another than that of most,
        whom a dump names with each."""
        return Counter(
            {
                f"objects of another owner than most ({role})": count
                for role, count in self.owners.items()
                if role and role != PLATFORM_OWNER and count * 2 <= objects
            }
        )

    def as_written(self, fault: Fault) -> Fault:
        """Without the numbers that modifiers were sent as."""
        said = self.modifiers.decoded
        return replace(fault, statement=said(fault.statement), message=said(fault.message))

    # --- running

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
            if setting and (error := await self.session.execute(setting.sql)):
                self.fault(statement, error, "left out")
            return True
        if kind == "copy_stmt":
            outside = node.is_program or node.filename
            because = "" if outside else ": rows are not read from a source"
            self.fault(statement, None, f"left out{because}")
        elif ddl.changes_owner(statement):
            self.owners[ddl.new_owner(statement)] += 1
        elif kind == "create_role_stmt":
            await self.session.database.ensure_roles([node.role])
            self.counts["roles"] += 1
        elif own := ddl.without_owner(statement):
            await self.session.database.ensure_roles([node.authrole.rolename])
            self.owners[node.authrole.rolename] += 1
            await self.run_one(own)
        elif kind in ("alter_role_stmt", "alter_role_set_stmt", "grant_role_stmt"):
            self.counts["settings of roles"] += 1
        elif kind == "alter_default_privileges_stmt" and (roles := ddl.for_roles(statement)):
            if roles == {PLATFORM_OWNER}:
                own = ddl.for_owner(statement)
                if error := await self.session.execute(own.sql):
                    self.fault(statement, error, "left out")
            elif not roles <= PLATFORM_ROLES:
                self.counts[f"default privileges of other roles: {', '.join(sorted(roles))}"] += 1
        elif ddl.comments_on_extension(statement):
            self.counts["comments on extensions"] += 1
        elif kind == "create_extension_stmt":
            await self.create_extension(statement)
        else:
            return False
        return True

    async def create_extension(self, statement: Statement) -> None:
        error = await self.installed.install(statement)
        if error is None:
            return
        if statement.node.extname in PLATFORM_EXTENSIONS:
            self.counts["extensions of the platform"] += 1
        else:
            self.fault(statement, error, "kept: the server lacks it, and nothing of it is proved")

    async def run_all(self, statements: list[Statement]) -> None:
        """The first pass: in order, in batches while they pass."""
        batch: list[Statement] = []
        size, file = BATCH, ""
        later = {needs.made_relation(each) for each in statements} - {None}

        async def flush() -> None:
            nonlocal size
            if batch:
                whole = await self.session.execute(";\n".join(s.sql for s in batch))
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
                await self.session.begin(file)
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
        table, *foreign = apart.parts(statement)
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
        elif plain := _without_tablespace(statement, error):
            self.fault(statement, error, "kept without its tablespace")
            await self.run_one(plain)
        elif error.sqlstate not in THERE_ALREADY and (parts := apart.parts(statement)):
            for part in parts:
                await self.run_one(part)
        elif _may_pass(statement, error) and statement.kind not in ddl.ONCE:
            self.pending.append(Pending(statement, error, self.operators))
        elif error.sqlstate == collations.NOT_SUPPORTED and await self.by_bytes(statement):
            pass
        elif not await self.in_pieces(statement, error):
            self.refused(statement, error)

    async def attempt(self, statement: Statement) -> tuple[Statement, asyncpg.PostgresError | None]:
        """Run; the statement comes back as it was sent, in the modifiers of stand-ins."""
        error = await self.session.execute(statement.sql)
        if error is not None and error.sqlstate in UNFIT:
            own = self.modifiers.encoded(statement)
            if own is not statement:
                return own, await self.session.execute(own.sql)
        return statement, error

    async def by_bytes(self, statement: Statement) -> bool:
        """A collation of ICU is stood in for where the server has no ICU."""
        collation = collations.of_icu(statement)
        if collation is None or await self.session.execute(collation.stand_in) is not None:
            return False
        self.collations.append(collation)
        self.succeeded(statement)
        return True

    async def make_collations(self) -> None:
        """Those that PostgreSQL itself makes of ICU's."""
        names = collations.missing(p.error.args[0] for p in self.pending)
        if names and not await collations.has_icu(self.session.database):
            await collations.stand_in(self.session.database, names)
            # a copy of one is ICU's too
            copies = [p for p in self.pending if await self.by_bytes(p.statement)]
            self.pending = [p for p in self.pending if p not in copies]

    async def in_pieces(self, statement: Statement, error: asyncpg.PostgresError) -> bool:
        """A table that is refused for a default, a constraint or a generated column is made without
        them, and each of them is tried by itself."""
        if error.sqlstate in THERE_ALREADY or not (pieces := apart.pieces(statement)):
            return False
        core, *rest = pieces
        if await self.session.execute(core.sql) is not None:
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
            await self.make_collations()
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
                await self.session.begin(file)
            if isinstance(each, Statement):
                if setting := ddl.as_session_setting(each):
                    await self.session.execute(setting.sql)
            elif self.made_later(statement):
                self.fault(statement, each.error, "left out: a later statement makes it")
            elif each.hopeless(self.operators):
                self.pending.append(each)
            else:
                await self.once_more(statement, helped=helped)

    async def once_more(self, statement: Statement, *, helped: bool) -> None:
        statement, error = await self.attempt(statement)
        while error is not None and helped:
            fault = await self.stand_ins.help(self.session.connection, statement, error)
            if fault is None:
                break
            self.faults.append(fault)
            statement, error = await self.attempt(statement)
        if (
            error is not None
            and helped
            and await self.stand_ins.passes(self.session.connection, statement)
        ):
            error = None
        if error is None:
            self.succeeded(statement)
        elif _may_pass(statement, error):
            self.pending.append(Pending(statement, error, self.operators))
        elif not await self.in_pieces(statement, error):
            self.fault(statement, error, "left out")

    def made_later(self, statement: Statement) -> bool:
        later = self.made.get(ddl.makes(statement) or "")
        return later is not None and later.index > statement.index

    async def make_roles(self) -> None:
        roles = {m[1] for p in self.pending if (m := _ROLE.match(p.error.args[0]))}
        if roles:
            await self.session.database.ensure_roles(roles)
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
            if await self.session.execute(sql) is None:
                self.pending.remove(each)
                self.succeeded(each.statement)
                self.fault(each.statement, each.error, "kept; its body was not checked")
            await self.session.execute("RESET check_function_bodies")


SPECIAL = ddl.TRANSACTION | {
    *("copy_stmt", "alter_owner_stmt", "create_role_stmt", "comment_stmt"),
    *("alter_role_stmt", "alter_role_set_stmt", "grant_role_stmt", "create_extension_stmt"),
    "alter_default_privileges_stmt",
}


def _without_tablespace(statement: Statement, error: asyncpg.PostgresError) -> Statement | None:
    """What is made elsewhere on a server that has no such place; None where it is not that."""
    if not _TABLESPACE.match(error.args[0]):
        return None
    plain = apart.without_tablespace(statement)
    return plain if plain.node != statement.node else None


def _may_pass(statement: Statement, error: asyncpg.PostgresError) -> bool:
    """After more statements, or a function without a look at its body: that may hold a modifier
    which is no number."""
    unfit = error.sqlstate in UNFIT and statement.kind == "create_function_stmt"
    return error.sqlstate in LATER or unfit


def _is_special(statement: Statement) -> bool:
    return (
        statement.kind in SPECIAL
        or ddl.sets_session(statement)
        or ddl.changes_owner(statement)
        or ddl.without_owner(statement) is not None
    )


def _statement(each: Pending | Statement) -> Statement:
    return each if isinstance(each, Statement) else each.statement


@asynccontextmanager
async def run(
    statements: list[Statement], unread: list[Refused], database: Database, report: Report
) -> AsyncIterator[Loading]:
    """Run them all; the session is there until the end of the block."""
    async with session_on(database) as session:
        stand_ins = StandIns(database, types_made(statements, unread))
        loading = Loading(session, report, stand_ins, Installed(session))
        await session.as_on_the_platform(statements)
        loading.faults += await loading.stand_ins.foresee(session.connection, statements)
        await loading.run_all(statements)
        await loading.settle(statements)
        await session.execute(AFRESH)
        yield loading
