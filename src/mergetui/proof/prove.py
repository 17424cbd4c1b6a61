"""A migration run on a copy, and what was seen.

Nothing here trusts the compiler: the migrated copy is compared by ``pg_dump`` with a database made
from the merged catalog, it is read back and compared again, and every row that was there before is
looked for by its values. What could not be tried is in ``unproven``, and is called nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mergetui.catalog import collations
from mergetui.catalog.model import Catalog, ForeignKey, Policy, Table
from mergetui.catalog.modifiers import Modifiers
from mergetui.catalog.names import Name
from mergetui.catalog.read import read_database
from mergetui.merge.model import Merged
from mergetui.migration.constraints import foreign_key_sql
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration
from mergetui.migration.text import opening
from mergetui.proof import bodies, copy, counting
from mergetui.proof.dumps import differences
from mergetui.proof.fill import Fills
from mergetui.proof.rows import Seen, compare, expect
from mergetui.proof.seed import Seeder, insert_given
from mergetui.proof.watch import Ran, storage, unannounced

if TYPE_CHECKING:
    from mergetui.catalog.database import Database
    from mergetui.catalog.server import Server

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of a kind the merged catalog has, how many were found, and which are not there."""

    expected: int = 0
    present: int = 0
    absent: tuple[str, ...] = ()  # in the merged catalog, but not in the migrated copy
    left_out: tuple[dict[str, str], ...] = ()  # of a side, but not in the merged catalog

    def json(self) -> dict[str, Any]:
        absent = [
            {"name": name, "definition": "", "reason": "not found after the migration", "side": ""}
            for name in self.absent
        ]
        return {
            "expected": self.expected,
            "present": self.present,
            "missing": [*absent, *self.left_out],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was seen. ``differences`` are sentences; empty where nothing differs."""

    applied: bool
    statements: int
    identical: bool = False
    differences: tuple[str, ...] = ()
    second_export: tuple[str, ...] | None = None  # its statements; None where it was not run
    rows: Seen = field(default_factory=lambda: Seen(0, 0, 0, ()))
    foreign_keys: Counted = field(default_factory=Counted)
    policies: Counted = field(default_factory=Counted)
    rls: Counted = field(default_factory=Counted)
    unproven: tuple[str, ...] = ()
    files: tuple[Ran, ...] = ()
    rewritten: tuple[str, ...] = ()  # sentences: tables written anew without a word
    set_back: tuple[str, ...] = ()  # sentences: sequences that give values twice

    @property
    def holds(self) -> bool:
        """Whether everything that was tried came out as it must."""
        counted = (self.foreign_keys, self.policies, self.rls)
        return (
            self.applied
            and self.identical
            and self.second_export == ()
            and not self.rows.lost
            and not self.rows.differences
            and not self.rewritten
            and not self.set_back
            and not any(c.absent or c.expected != c.present for c in counted)
        )

    def json(self) -> dict[str, Any]:
        """The keys of ``prove --json``."""
        second = [f"the second export still has: {sql}" for sql in self.second_export or ()]
        return {
            "applied": self.applied,
            "statements": self.statements,
            "identical": self.identical,
            "differences": [
                *self.differences,
                *second,
                *self.rows.differences,
                *self.rewritten,
                *self.set_back,
            ],
            "second_export_empty": self.second_export == (),
            "rows": {
                "before": self.rows.before,
                "after": self.rows.after,
                "lost": self.rows.lost,
                **({"given_up": self.rows.given_up} if self.rows.given_up else {}),
            },
            "foreign_keys": self.foreign_keys.json(),
            "policies": self.policies.json(),
            "rls": self.rls.json(),
            "unproven": list(self.unproven),
            "files": [f.json() for f in self.files],
        }


def _silent(_what: str, _done: int, _total: int) -> None:
    pass


async def prove(
    remote: Catalog,
    merged: Merged,
    migration: Migration,
    server: Server,
    progress: Progress | None = None,
) -> Proof:
    """Run the migration on a copy of the remote with rows in it. Leaves nothing on the server."""
    trial = _Trial(remote, merged, migration, server, progress or _silent)
    return trial.modifiers.decoded_everywhere(await trial.run())


class _Trial:
    def __init__(
        self,
        remote: Catalog,
        merged: Merged,
        migration: Migration,
        server: Server,
        progress: Progress,
    ) -> None:
        self.remote = remote
        self.merged = merged
        self.migration = migration
        self.server = server
        self.progress = progress
        self.prepared: dict[str, copy.Prepared] = {}  # by the name of the database
        self.modifiers = Modifiers()  # all that follows speaks of numbers, see `prove`
        self.unproven: list[str] = []
        self.files: list[Ran] = []
        self.rewritten: list[str] = []
        self.set_back: list[str] = []

    async def run(self) -> Proof:
        async with self.server.database() as database, self.server.database() as scratch:
            self.progress("making a copy of the remote", 0, 0)
            prepared = await copy.prepare(database, (self.remote, self.merged.catalog))
            again = await copy.prepare(scratch, (self.merged.catalog,))
            self.prepared = {database.name: prepared, scratch.name: again}
            self._leave_out(prepared.extensions)
            self._number_modifiers(prepared.numbered)
            await self._stand_in_collations(database, scratch)
            self.unproven += [
                f"extension {name}: a stand-in keeps its values as text, and what its functions"
                " give was not tried"
                for name in prepared.blind
            ]
            self.unproven += [
                f"{base.id}: a stand-in took its place, so nothing of the type was tried"
                for base in prepared.types
            ]
            seeder = Seeder(self.remote, self.merged, (base.name for base in prepared.types))
            try:
                await self._copy(database, seeder)
            except copy.Refused as error:
                self.unproven += [*seeder.unproven, f"the copy could not be made: {error}"]
                return self._proof(applied=False, said=[str(error)])
            fills = Fills(seeder)
            self.unproven += [*seeder.unproven, *fills.unproven]
            admin = await self.server.admin.connect(database.name)
            try:
                await admin.execute("SET TimeZone = 'UTC'")
                expected = await expect(admin, self.remote, self.merged, self.unproven)
                before = await storage(admin)
                stood = await counting.positions(admin)
                unfit = await bodies.refused(admin)
                refused = await self._apply(database, fills)
                if refused is not None:
                    return self._proof(applied=False, said=[refused])
                self.rewritten = unannounced(
                    before,
                    await storage(admin),
                    self.migration,
                    self.remote,
                    self.merged.transition.tables,
                )
                self.set_back = counting.set_back(stood, await counting.positions(admin))
                self.unproven += [
                    f"function {signature}: after the migration its body is refused: {reason}"
                    for signature, reason in (await bodies.refused(admin)).items()
                    if signature not in unfit
                ]
                self.progress("looking for every row", 0, 0)
                rows = await compare(admin, expected, self.remote, self.merged)
            finally:
                await admin.close()
            self.progress("comparing with a database made from scratch", 0, 0)
            said = await self._compare_dumps(database, scratch)
            after = await read_database(database)
            wanted = await self._in_the_servers_words(self.merged.catalog, scratch)
        second = tuple(s.sql for s in diff(after, wanted).statements)
        return self._proof(applied=True, said=said, rows=rows, second=second, after=after)

    def _leave_out(self, extensions: Iterable[str]) -> None:
        """Extensions that the server has not are left out of both sides, and named."""
        gone = set(extensions)
        if not gone:
            return

        def without(catalog: Catalog) -> Catalog:
            kept = {n: e for n, e in catalog.extensions.items() if n not in gone}
            return replace(catalog, extensions=MappingProxyType(kept))

        self.remote = without(self.remote)
        self.merged = replace(self.merged, catalog=without(self.merged.catalog))
        self.unproven += [
            f"extension {name}: the server does not have it, so nothing of it was tried"
            for name in sorted(gone)
        ]
        ids = {f"extension {name}" for name in gone}
        self.migration = Migration(
            files=tuple(
                replace(f, statements=tuple(s for s in f.statements if s.object not in ids))
                for f in self.migration.files
            )
        )

    async def _stand_in_collations(self, *databases: Database) -> None:
        """Where the server has no ICU, what sorts by it sorts by bytes."""
        both = (self.remote, self.merged.catalog)
        given = {name for catalog in both for name in collations.used(catalog)}
        plain = [collations.by_bytes(catalog) for catalog in both]
        own = {
            key
            for was, becomes in zip(both, plain, strict=True)
            for key in was.others
            if was.others[key] != becomes.others[key]
        }
        if not (given or own) or await collations.has_icu(databases[0]):
            return
        for database in databases:
            await collations.stand_in(database, given)
        self.remote, self.merged = plain[0], replace(self.merged, catalog=plain[1])
        self.migration = Migration(
            files=tuple(
                replace(
                    file,
                    statements=tuple(
                        replace(s, sql=collations.by_bytes_sql(s.sql)) for s in file.statements
                    ),
                )
                for file in self.migration.files
            )
        )
        self.unproven += [
            f"{name}: the server has no ICU, so one that compares bytes took its place"
            for name in sorted({*own, *(f"collation {each}" for each in given)})
        ]

    def _number_modifiers(self, types: tuple[Name, ...]) -> None:
        """From here on the modifiers of these types are what the copy can have."""
        self.remote = self.modifiers.encoded_everywhere(self.remote, types)
        self.merged = self.modifiers.encoded_everywhere(self.merged, types)
        self.migration = self.modifiers.encoded_everywhere(self.migration, types)

    async def _build(self, database: Database, old: Catalog, new: Catalog) -> None:
        await copy.build(database, old, new, self.prepared[database.name])

    async def _copy(self, database: Database, seeder: Seeder) -> None:
        bare = seeder.without_keys()
        await self._build(database, Catalog(), bare)
        admin = await self.server.admin.connect(database.name)
        try:
            for name, rows in seeder.given().items():
                try:
                    await admin.execute(insert_given(name, rows))
                except Exception as error:  # noqa: BLE001 (named, with PostgreSQL's words)
                    self.unproven.append(f"rows of {name.sql}: {error}")
        finally:
            await admin.close()
        connection = await database.connect()
        try:
            tables = [t for t in self.remote.tables.values() if t.partition_key is None]
            await seeder.agree(connection)
            for number, table in enumerate(tables):
                self.progress("making rows", number, len(tables))
                await seeder.seed(connection, table)
            await seeder.mend(connection)
            await counting.advance(connection)
        finally:
            await connection.close()
        await self._add_keys(database, bare)

    async def _add_keys(self, database: Database, bare: Catalog) -> None:
        """Foreign keys and triggers come last. Where rows do not fit a key, they go."""
        await self._build(database, bare, self.remote)

    async def _in_the_servers_words(self, catalog: Catalog, database: Database) -> Catalog:
        """A catalog that the database was made from. Another version of PostgreSQL prints the
        queries of views otherwise: where the remote is of one, they are as the copy reads."""
        if self.remote.server_version // 10000 == self.server.version // 10000:
            return catalog
        read = (await read_database(database)).views
        views = {
            name: replace(view, definition=read[name].definition) if name in read else view
            for name, view in catalog.views.items()
        }
        return replace(catalog, views=MappingProxyType(views))

    async def _apply(self, database: Database, fills: Fills) -> str | None:
        """Each file in a transaction of its own, as the text has it. Returns what was refused."""
        here = await self._in_the_servers_words(self.remote, database)
        connection = await database.connect()
        try:
            for number, file in enumerate(self.migration.files):
                self.progress(f"running {file.name}", number, len(self.migration.files))
                head = opening(self.migration, number, here, self.merged.catalog)
                start = perf_counter()
                said = self.prepared[database.name].sent(s.sql for s in file.statements)
                listed = [*head, *said]
                held = await copy.run(connection, listed, fills.before(listed))
                seconds = perf_counter() - start
                self.files.append(Ran(name=file.name, seconds=seconds, locks=held))
        except copy.Refused as error:
            return f"{file.name} was refused: {error}"
        finally:
            await connection.close()
        return None

    async def _compare_dumps(self, database: Database, scratch: Database) -> list[str]:
        try:
            await self._build(scratch, Catalog(), self.merged.catalog)
        except copy.Refused as error:
            return [f"no database can be made from the merged catalog: {error}"]
        return differences(await database.dump(), await scratch.dump())

    def _proof(
        self,
        *,
        applied: bool,
        said: list[str],
        rows: Seen | None = None,
        second: tuple[str, ...] | None = None,
        after: Catalog | None = None,
    ) -> Proof:
        return Proof(
            applied=applied,
            statements=len(self.migration.statements),
            identical=applied and not said,
            differences=tuple(said),
            second_export=second,
            rows=rows or Seen(0, 0, 0, ()),
            foreign_keys=self._foreign_keys(after),
            policies=self._policies(after),
            rls=self._rls(after),
            unproven=tuple(self.unproven),
            files=tuple(self.files),
            rewritten=tuple(self.rewritten),
            set_back=tuple(self.set_back),
        )

    # Counting

    def _left_out(self, kind: str) -> tuple[dict[str, str], ...]:
        return tuple(
            {
                "name": f"{lost.table.key}.{lost.name}" if lost.table else lost.name,
                "definition": lost.definition,
                "reason": lost.reason,
                "side": lost.side,
                "decision": lost.decision,
            }
            for lost in self.merged.left_out
            if lost.kind == kind
        )

    def _foreign_keys(self, after: Catalog | None) -> Counted:
        wanted = [(t, k) for t in self.merged.catalog.tables.values() for k in t.foreign_keys]
        there = {_key(t, k) for t in _tables(after) for k in t.foreign_keys}
        absent = tuple(
            f"{t.name.key}: {foreign_key_sql(k)}" for t, k in wanted if _key(t, k) not in there
        )
        return self._counted(len(wanted), absent, after, "foreign key")

    def _policies(self, after: Catalog | None) -> Counted:
        wanted = [(t, p) for t in self.merged.catalog.tables.values() for p in t.policies]
        there = {_policy(t, p) for t in _tables(after) for p in t.policies}
        absent = tuple(f"{t.name.key}: {p.name}" for t, p in wanted if _policy(t, p) not in there)
        return self._counted(len(wanted), absent, after, "policy")

    def _rls(self, after: Catalog | None) -> Counted:
        wanted = [t.name for t in self.merged.catalog.tables.values() if t.rls]
        there = {t.name for t in _tables(after) if t.rls}
        absent = tuple(name.key for name in wanted if name not in there)
        return self._counted(len(wanted), absent, after, "row level security")

    def _counted(
        self, expected: int, absent: tuple[str, ...], after: Catalog | None, kind: str
    ) -> Counted:
        if after is None:
            return Counted(expected=expected, left_out=self._left_out(kind))
        return Counted(
            expected=expected,
            present=expected - len(absent),
            absent=absent,
            left_out=self._left_out(kind),
        )


def _tables(catalog: Catalog | None) -> Iterable[Table]:
    return catalog.tables.values() if catalog else ()


def _key(table: Table, key: ForeignKey) -> tuple[Name, tuple[str, ...], Name, tuple[str, ...], str]:
    return table.name, key.columns, key.references, key.ref_columns, key.on_delete


def _policy(table: Table, policy: Policy) -> tuple[Name, str, str, bool, tuple[str, ...]]:
    return table.name, policy.name, policy.command, policy.permissive, policy.roles
