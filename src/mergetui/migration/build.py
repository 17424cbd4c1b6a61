"""What is made and altered once the way is clear, as steps that know what they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mergetui.catalog.model import Catalog, Check, Grant, Table, View
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.model import Transition
from mergetui.merge.partitions import parts_by_table
from mergetui.migration import columns as column_sql
from mergetui.migration import functions, moves, others, sequences, tables, types, views
from mergetui.migration.alter import alter
from mergetui.migration.carry import Carried
from mergetui.migration.changes import Changes
from mergetui.migration.constraints import cluster
from mergetui.migration.extras import set_target
from mergetui.migration.indexes import statistics
from mergetui.migration.lineage import Lineage, inherited_checks
from mergetui.migration.match import Matches
from mergetui.migration.model import Statement
from mergetui.migration.order import Rank, Step
from mergetui.migration.parts import Part
from mergetui.migration.privileges import Held, initial, standing
from mergetui.migration.questions import named_in
from mergetui.migration.say import comments, say
from mergetui.migration.still import held_still, settles
from mergetui.migration.takedown import Takedown, in_circle
from mergetui.migration.unique import Coming, Unique, all_of


class Build:
    """The steps from the cleared old catalog to the new one."""

    def __init__(
        self,
        carried: Carried,
        new: Catalog,
        transition: Transition,
        matches: Matches,
        down: Takedown,
        written: frozenset[Name],
    ) -> None:
        self.carried = carried
        self.old = carried.catalog
        self.new = new
        self.transition = transition
        self.matches = matches
        self.down = down
        self.written = written
        self.types = {t.name.sql: t for t in new.types.values()}
        self.old_types = {t.name.sql: t for t in self.old.types.values()}
        self.line = Lineage(self.old, new, matches)
        self.using: dict[Name, dict[str, str]] = {}
        for (name, column), sql in transition.using.items():
            self.using.setdefault(name, {})[column] = sql

    def steps(self) -> Iterator[Step]:
        yield from others.steps(self.old, self.new, self.down)
        yield from self._types()
        yield from self._sequences()
        yield from self._functions()
        for table in self.new.tables.values():
            yield from self._table(table)
        for view in self.new.views.values():
            yield from self._view(view)
        yield from self._moves()

    def _given(self, kind: str, name: Name) -> tuple[Grant, ...]:
        """What default privileges, which are the new ones by then, grant on a new object."""
        return initial(self.new, kind, name.schema)

    def _standing(self, kind: str, was: Held, item: Held) -> tuple[Held, Held]:
        return standing(kind, was, item, self.old.platform_grants)

    def _types(self) -> Iterator[Step]:
        for name, kind in self.new.types.items():
            was = self.old.types.get(name)
            made = was is None or name in self.down.types
            statements = (
                types.create(kind, self._given("types", name))
                if made or was is None
                else types.alter(self.down.stripped(was), kind, self._columns_of(name))
            )
            needs = frozenset(getattr(kind, "needs", ()))
            if statements:
                yield _step(kind.id, Rank.TYPE, statements, needs)

    def _columns_of(self, kind: Name) -> list[tuple[Name, str]]:
        """Columns of a type, as they are called in the old database."""
        return [
            (self.carried.originals[t.name], self.carried.columns[t.name].get(c.name, c.name))
            for t in self.old.tables.values()
            for c in t.columns
            if c.type == kind.sql
        ]

    def _sequences(self) -> Iterator[Step]:
        for name, sequence in self.new.sequences.items():
            was = self.old.sequences.get(name)
            if was is not None and self._goes_with_column(name):
                was = None
            statements = (
                sequences.alter(*self._standing("sequences", was, sequence))
                if was
                else sequences.create(sequence, self._given("sequences", name))
            )
            if statements:
                yield _step(sequence.id, Rank.SEQUENCE, statements, frozenset())
            if sequence.owned_by != (was.owned_by if was else None):
                owner = f"table {sequence.owned_by[0].sql}" if sequence.owned_by else ""
                yield _step(
                    f"owner of {sequence.id}",
                    Rank.OWNED,
                    [sequences.own(sequence)],
                    frozenset({owner, sequence.id}),
                )

    def _goes_with_column(self, name: Name) -> bool:
        """Whether an owned sequence is dropped with its column and so has to be made again."""
        was, wanted = self.old.sequences[name], self.new.sequences[name]
        if was.owned_by is None or was.owned_by != wanted.owned_by:
            return False
        table, column = was.owned_by
        return table in self.carried.going or column in (
            self.down.gone[table] | self.down.remade[table]
        )

    def _functions(self) -> Iterator[Step]:
        for key, function in self.new.functions.items():
            was = self.old.functions.get(key)
            if was is None or key in self.down.functions:
                statements = functions.create(function, self._given("functions", function.name))
            else:
                statements = functions.alter(*self._standing("functions", was, function))
            if statements:
                yield _step(function.id, Rank.FUNCTION, statements, frozenset(function.needs))

    def _table(self, table: Table) -> Iterator[Step]:
        parents = {f"table {p.sql}" for p in tables.parents(table)}
        needs = frozenset({*table.needs, *parents} - {table.id})
        before = self.matches.before.get(table.name)
        if before is None:
            later = in_circle(table, self.new)
            if later:
                called = {n for n in needs if n.startswith("function ")}
                yield _step(
                    f"defaults of {table.id}",
                    Rank.CHECK,
                    tables.create_later(table),
                    needs | {table.id},
                )
                needs -= called
            unfilled = moves.unfilled(self.carried.moves, table)
            if unfilled:
                came = next(m.source for m in self.carried.moves if m.target == table.name)
                asked = self.carried.originals[came]
                yield moves.bind(unfilled, self.carried.moves, table, asked)
            columns = [replace(c, not_null=c.not_null and c not in unfilled) for c in table.columns]
            first = replace(table, columns=tuple(columns))
            created = tables.create(first, self.new, self._given("tables", table.name), later=later)
            yield _step(table.id, Rank.TABLE, self._with_relaxed(table, created), needs)
        else:
            statements = self._altered(table)
            if in_circle(table, self.new):
                later_ones = [s for s in statements if " SET DEFAULT " in s.sql]
                statements = [s for s in statements if s not in later_ones]
                called = {n for n in needs if n.startswith("function ")}
                if later_ones:
                    at = f"defaults of {table.id}"
                    yield _step(at, Rank.CHECK, later_ones, needs | {table.id})
                    needs -= called
            of_keys = self._of_replaced_keys(table.name)
            nullable = [s for s in statements if s.sql.endswith(of_keys)] if of_keys else []
            if nullable:
                keys = frozenset(p.id for p in self.matches.new_parts[table.name])
                at = f"nullable columns of {table.id}"
                yield _step(at, Rank.KEY, nullable, keys | {table.id})
                statements = [s for s in statements if s not in nullable]
            if statements:
                yield _step(table.id, Rank.TABLE, statements, needs)
        if table.force_rls != self._forced(table):
            hazard = before is not None and not table.force_rls
            yield _step(
                f"force of {table.id}",
                Rank.SECURITY,
                [tables.force(table, on=table.force_rls, hazard=hazard)],
                frozenset({table.id}),
            )
        yield from self._replica_identity(table)
        yield from self._parts(table, made=before is None)

    def _of_replaced_keys(self, name: Name) -> tuple[str, ...]:
        """How statements end that let columns be null once no primary key holds them."""
        return tuple(
            f" ALTER COLUMN {quote_ident(column)} DROP NOT NULL"
            for part in self.matches.old_parts[name]
            if part.kind == "key" and part.id in self.matches.replaced
            for column in part.columns
        )

    def _replica_identity(self, table: Table) -> Iterator[Step]:
        """By which index changes are published, under the name that the index has by then."""
        was = self.old.tables[table.name] if table.name in self.matches.before else None
        had = was.replica_identity if was else "default"
        wanted, made = table.replica_identity, False
        for part in self.matches.new_parts[table.name]:
            kept = self.matches.kept_from.get(part.id)
            if wanted == f"index {part.name}":
                made = self._is_made(table.name, part)
                made = made or (kept is not None and kept.id in self.matches.replaced)
                break
            if kept is not None and had == f"index {kept.name}":
                had = f"index {part.name}"
        if wanted != had or made:
            yield _step(
                f"replica identity of {table.id}",
                Rank.SECURITY,
                [tables.replica_identity(table, wanted)],
                frozenset({table.id}),
            )

    def _with_relaxed(self, table: Table, created: list[Statement]) -> list[Statement]:
        """A new table that takes the rows of others, which may lack what it was to have."""
        relaxed = [c for c in table.columns if (table.name, c.name) in self.transition.relaxed]
        hazards = tuple(column_sql.relaxed(table, c, "rows that come may lack it") for c in relaxed)
        first = replace(created[0], hazards=(*created[0].hazards, *hazards))
        return [first, *created[1:]]

    def _altered(self, table: Table) -> list[Statement]:
        name = table.name
        old, table = self._standing("tables", self.old.tables[name], table)
        quiet, loud = held_still(old, table, self._stays(name))
        moves_on = tables.bound(old) != tables.bound(table)
        return alter(
            old,
            table,
            Changes(
                before=self.matches.before[name],
                retyped=frozenset(self.down.retyped[name]),
                remade=frozenset(self.down.remade[name]),
                undefaulted=frozenset(self.down.defaults[name]),
                using=self.using.get(name),
                relaxed=frozenset(c for t, c in self.transition.relaxed if t == name),
                types=self.types,
                old_types=self.old_types,
                version=self.old.server_version,
                functions=self.new.functions,
                above=self.line.above(old, table),
                left_below=self.line.left_below(old, table),
                untyped=tables.type_changes(old, self.old, self.new),
                only=name in self.line.parents,
                partition_columns=self.line.partition_columns(table),
                rebuilt=self._rebuilt(table),
                left_checks=self._left_checks(old) if moves_on else (),
                wanted_checks=inherited_checks(table, self.new) if moves_on else (),
                quiet=tuple(quiet),
                loud=tuple(loud),
            ),
        )

    def _left_checks(self, old: Table) -> tuple[Check, ...]:
        """The checks of its table that a partition keeps when it leaves; one that is taken down
        before that goes from both."""
        gone = {
            (part.owner, part.name)
            for parent in tables.above(old, self.old)
            for part in self.matches.old_parts.get(parent, ())
            if part.kind == "check" and part.id in self.down.parts
        }
        return tuple(
            check
            for parent in tables.above(old, self.old)
            for check in self.old.tables[parent].checks
            if not check.no_inherit and (self.old.tables[parent].id, check.name) not in gone
        )

    def _rebuilt(self, table: Table) -> tuple[Unique, ...]:
        """What keeps rows apart and stays, which goes over them anew where their values change."""
        stays = {
            (part.kind, part.name)
            for part in self.matches.new_parts[table.name]
            if not self._is_made(table.name, part)
            and self.matches.kept_from[part.id].id not in self.matches.replaced
        }
        return tuple(unique for kind, name, unique in all_of(table) if (kind, name) in stays)

    def _stays(self, name: Name) -> Callable[[str, str], bool]:
        """Whether a part of a table is there while rows are written."""
        there = {
            (part.kind, part.name)
            for part in self.matches.old_parts.get(name, ())
            if part.id not in self.down.parts
        }
        return lambda kind, part: (kind, part) in there

    def _forced(self, table: Table) -> bool:
        """Whether FORCE ROW LEVEL SECURITY is on by then."""
        was = self.old.tables.get(table.name)
        return (
            was is not None
            and table.name in self.matches.before
            and was.force_rls
            and table.name not in self.written
        )

    def _is_made(self, name: Name, part: Part) -> bool:
        """Whether a part of the new catalog has to be made, be it again."""
        was = self.matches.kept_from.get(part.id)
        return was is None or was.id in self.down.parts or name in self.down.views

    def _parts(self, owner: Table | View, *, made: bool) -> Iterator[Step]:
        """``made``: the owner itself is new, so that CREATE TABLE holds its constraints."""
        written = made and isinstance(owner, Table) and tables.inline(owner)
        keys = {k.name for k in tables.inline_keys(owner)} if isinstance(owner, Table) else set()
        for part in self.matches.new_parts[owner.name]:
            inside = part.kind in ("exclusion", "check") or (
                part.kind == "key" and part.name in keys
            )
            if written and inside and part.validated:
                continue
            if made or self._is_made(owner.name, part):
                said = [*part.up, *_comments(part, None, None)]
                yield _step(part.id, part.rank, said, part.needs)
                yield from self._validated(part)
                continue
            was = self.matches.kept_from[part.id]
            if was.id in self.matches.replaced:
                yield from self._replaced(part, was)
                continue
            said = []
            if part.validated and not was.validated:
                sql = part.down.sql.replace(" DROP CONSTRAINT ", " VALIDATE CONSTRAINT ", 1)
                hazards = part.validate.hazards if part.validate else ()
                said.append(say(sql, part.owner, *hazards, lock="SHARE UPDATE EXCLUSIVE"))
            if part.clustered != was.clustered:
                clustered = any(p.clustered for p in self.matches.new_parts[owner.name])
                if part.clustered or not clustered:
                    index = part.name if part.clustered else None
                    said.append(cluster(owner.id, owner.name, index))
            anew = isinstance(owner, Table) and self._made_of_retyped(owner, part)
            if part.statistics != was.statistics or (part.statistics and anew):
                usual = dict.fromkeys(dict(was.statistics), -1)
                said += statistics(owner, part.name, usual | dict(part.statistics))
            aims = part.target_of_analyze is not None
            if part.target_of_analyze != was.target_of_analyze or (aims and anew):
                said.append(set_target(owner, part.name, part.target_of_analyze))
            said += _comments(part, was.comment, was.index_comment)
            if said:
                yield _step(part.id, part.rank, said, part.needs)

    def _made_of_retyped(self, table: Table, part: Part) -> bool:
        """Whether PostgreSQL makes it anew since a column of it takes another type, which forgets
        how closely ANALYZE looks at it."""
        retyped = self.down.retyped[table.name]
        return any(c.name in retyped for c in named_in(part.text, table.columns))

    def _replaced(self, part: Part, was: Part) -> Iterator[Step]:
        had = was.comment if part.keeps_comment else None
        said = [*part.replace, *_comments(part, had, None)]
        yield _step(part.id, part.rank, said, part.needs)
        yield from self._validated(part)

    def _validated(self, part: Part) -> Iterator[Step]:
        if part.validate is not None:
            needs = part.needs | {part.id}
            yield _step(f"validate {part.id}", Rank.VALIDATE, [part.validate], needs)

    def _view(self, view: View) -> Iterator[Step]:
        was = self.old.views.get(view.name)
        made = was is None or view.name in self.down.views
        statements = (
            views.create(view, self._given("tables", view.name))
            if made or was is None
            else views.alter(*self._standing("tables", was, view))
        )
        if statements:
            yield _step(view.id, Rank.VIEW, statements, frozenset(view.needs))
        yield from self._parts(view, made=made)

    def _moves(self) -> Iterator[Step]:
        come: dict[Name, list[Coming]] = {}
        parts = parts_by_table(self.new.tables)
        inherited = {parent for t in self.old.tables.values() for parent in t.inherits}
        for move in self.carried.moves:
            before = self.matches.before.get(move.target)
            was = self.old.tables[move.target] if before else None
            original = self.carried.originals[move.source]
            source, new = self.old.tables[move.source], self.new.tables[move.target]
            called = self.carried.columns[move.source]
            together = come.setdefault(move.target, [])
            together.append(moves.coming(move, source, original, called, new))
            yield moves.move_step(
                move,
                source,
                original,
                was,
                new,
                before,
                tuple(together),
                self._stays(move.target),
                self.types,
                self.old.server_version,
                parts,
                self.matches.unknown,
                only=move.source in inherited,
            )
        # a column that takes another type may call a function of the user that writes
        first = [m.target for m in self.carried.moves] or sorted({*self._retyped(), *self.written})
        if first:
            object_id = f"table {first[0].sql}"
            settled = settles(self.old, object_id) or settles(self.new, object_id)
            if settled:
                yield _step("deferred constraints", Rank.TYPE, settled, frozenset())

    def _retyped(self) -> Iterator[Name]:
        """The tables of which a decision's expression carries a column to another type."""
        for name, using in self.using.items():
            was, now = self.old.tables.get(name), self.new.tables.get(name)
            if was is None or now is None:
                continue
            olds = {c.name: c.type for c in was.columns}
            if any(c.name in using and olds.get(c.name, c.type) != c.type for c in now.columns):
                yield name


def _step(step_id: str, rank: Rank, statements: list[Statement], needs: frozenset[str]) -> Step:
    return Step(id=step_id, rank=rank, statements=tuple(statements), needs=needs)


def _comments(part: Part, had: str | None, had_index: str | None) -> list[Statement]:
    """Of a part, and of the index that a constraint has."""
    return [
        *comments(part.target, had, part.comment, part.owner),
        *comments(part.index_target, had_index, part.index_comment, part.owner),
    ]
