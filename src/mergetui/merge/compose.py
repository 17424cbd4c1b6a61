"""Compose first: remote and local under the decisions become the merged catalog.

Pure, without a database, and without any order of SQL. The steps: where each table goes, its
columns, its keys, the foreign keys that tie columns together, the types that these must share, and
then all that is written over columns, in the words of the merged catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mergetui.catalog.model import Catalog, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import Decisions, ObjectDecision, Side
from mergetui.merge import foreign_keys as fks
from mergetui.merge.access import widened
from mergetui.merge.assembly import Assembly
from mergetui.merge.becoming import enum_values, fates_of, kinds_of, opaque_types
from mergetui.merge.body_names import bodies_told, moved_names, raising_told
from mergetui.merge.bounds import retype_bounds
from mergetui.merge.carrying import carry_rows
from mergetui.merge.closure import closure, shared_rows
from mergetui.merge.columns import (
    Columns,
    SourceKey,
    compose_columns,
    reference_map,
    relaxed_columns,
)
from mergetui.merge.contradictions import (
    computed_of_what_goes,
    defaults_of_no_value,
    name_of_a_view,
    row_types_gone,
    row_types_held,
    shared_columns,
    shared_names,
    used_though_dropped,
    values_gone,
)
from mergetui.merge.declared import try_again
from mergetui.merge.expressions import rewrite
from mergetui.merge.extras import publications, with_extras, with_publications
from mergetui.merge.fates import Fates
from mergetui.merge.grants import on_the_remote
from mergetui.merge.indexes import with_free_indexes
from mergetui.merge.key_types import unify_key_types
from mergetui.merge.keys import broken_by_rows, compose_keys, not_null_in_keys
from mergetui.merge.left_out_parts import (
    grouped_by_lost_keys,
    labels_of_parts,
    settled_by_lost_keys,
    tell_left_out,
    without_their_keys,
)
from mergetui.merge.model import Consequence, LeftOut, Merged, Problem
from mergetui.merge.moves import row_move, table_set_aside
from mergetui.merge.not_null import on_the_remote as bound_there
from mergetui.merge.objects import SIDES, Objects
from mergetui.merge.old_names import old_name_views, own_rows
from mergetui.merge.parents import generate_as_parents, name_as_parents, type_as_parents
from mergetui.merge.partitions import covers, let_go_of_partitioned, partition_problems, partitioned
from mergetui.merge.records import lacking
from mergetui.merge.renames import (
    Was,
    rename_objects,
    was_at_first,
    with_extensions_in,
    with_row_types,
)
from mergetui.merge.standing import NOTHING, Standing
from mergetui.merge.tables import compose_table, log_what_logged_tables_need, relation_names
from mergetui.merge.targets import Target, Targets, resolve, set_aside
from mergetui.merge.transition import transition
from mergetui.merge.types import with_spelled_types


def compose(
    remote: Catalog, local: Catalog, decisions: Decisions, standing: Standing = NOTHING
) -> Merged:
    """Compose both sides. Undecided tables stay as the remote has them. Where a part of the merge
    has run, ``standing`` says so: what was altered in place stays what it is.

    Contradictions are in ``problems``; the catalog is then what can be said in spite of them.
    """
    return _Composition(remote, local, decisions, standing).merged()


class _Composition:
    """One run of the steps; each attribute is the outcome of one, used by those after it."""

    def __init__(
        self, remote: Catalog, local: Catalog, decisions: Decisions, standing: Standing
    ) -> None:
        decisions = with_spelled_types(decisions, (remote, local))
        kept = {
            name: extension
            for name, extension in local.extensions.items()
            if decisions.others.get(extension.id, ObjectDecision()).action == "keep-local"
        }
        remote = with_extensions_in(remote, kept)
        local = with_extensions_in(local, remote.extensions)
        renamed = {
            "remote": rename_objects(remote, "remote", decisions),
            "local": rename_objects(local, "local", decisions),
        }
        remote, local = renamed["remote"].catalog, renamed["local"].catalog
        self.targets: Targets = resolve(remote, local, decisions, standing)
        rows = {
            side: with_row_types(
                renamed[side].catalog,
                {old: new for old, new in self.targets.where[side].items() if new is not None},
            )
            for side in SIDES
        }
        if any(rows[side].catalog is not renamed[side].catalog for side in SIDES):
            remote, local = rows["remote"].catalog, rows["local"].catalog
            self.targets = resolve(remote, local, decisions, standing)
        self.catalogs: Mapping[Side, Catalog] = {"remote": remote, "local": local}
        self.renamed: Mapping[Side, Mapping[tuple[str, str], Was]] = {
            side: was_at_first(renamed[side].was, rows[side].was) for side in SIDES
        }
        self.names = {side: renamed[side].names for side in SIDES}
        self.decisions = decisions
        self.left_out: list[LeftOut] = []
        self.problems: list[Problem] = list(self.targets.problems)
        self.consequences: list[Consequence] = []
        for one in renamed.values():
            for what, name in one.unclear:
                message = f"{what} still says {name.key}, and which function is meant nothing tells"
                key = next((t.key for t in remote.tables if f"table {t.sql}" == what), "")
                self.consequences.append(Consequence(table=key, column=None, message=message))
        self.labels: dict[str, str] = {}
        self.kinds = kinds_of(remote, local)
        self.columns: dict[Name, Columns] = {
            name: compose_columns(target, decisions.defaults, self.kinds)
            for name, target in self.targets.targets.items()
        }
        self.maps = self._maps()
        self._tell(name_as_parents(self.targets, self.columns, self.maps))
        self.assembly = Assembly(
            {},
            self._remote_relation_names(),
            self.left_out,
            {e.name for t in remote.tables.values() for e in t.extras if e.kind == "statistics"},
            decisions.defaults.source_of_truth,
            remote.rows,
        )
        self.keys = {
            name: compose_keys(target, self.columns[name], self.assembly)
            for name, target in self.targets.targets.items()
        }
        for name, keys in self.keys.items():
            not_null_in_keys(self.columns[name], keys)
        found = fks.gather(self.targets, self.maps, self.columns, self.catalogs, self.assembly)
        self.candidates = fks.without_target(
            found, self.keys, self._unique_indexes(), self.targets, self.maps, self.assembly
        )
        ties = fks.ties(self.candidates)
        key_type = decisions.defaults.key_type
        self._tell(
            unify_key_types(self.targets, self.columns, self.keys, ties, key_type, self.assembly)
        )
        type_as_parents(self.targets, self.columns, self.maps)
        self.enums = enum_values(self.catalogs.values())
        self.own_rows = own_rows(self.targets, self.columns, self.maps)
        self.fates: Mapping[Side, Fates] = {
            side: fates_of(
                side,
                catalog,
                self.targets.where[side],
                self.maps,
                self.columns,
                self.enums,
                self.own_rows if side == "remote" else {},
                opaque_types(self.catalogs.values()),
            )
            for side, catalog in self.catalogs.items()
        }
        self.assembly.fates = self.fates

    def merged(self) -> Merged:
        for name, target in self.targets.targets.items():
            self._generated(target, self.columns[name])
        generate_as_parents(self.targets, self.columns)
        self.asides = self._asides()
        tables = {name: self._table(target) for name, target in self.targets.targets.items()}
        self._tell(shared_columns(self.targets, self.columns))
        self._tell(relaxed_columns(self.targets, self.columns))
        moves = []
        for target in self.targets.targets.values():
            for source in target.moved:
                if source.name in self.targets.discarded:
                    continue
                if source.name in self.asides:
                    aside = table_set_aside(
                        source, self.asides, self.targets, self.maps, tables, self.assembly
                    )
                    tables[aside.name] = aside
                    self.labels[aside.id] = source.label
                where = self.maps["remote", source.name]
                fills = self.columns[target.name].fills.get(("remote", source.name), {})
                kept_as = self.asides.get(source.name)
                into = tables[target.name]
                moves.append(row_move(source, kept_as, into, where, fills, self.kinds))
        let_go_of_partitioned(self.targets, tables, self.assembly)
        try_again(tables, self.targets, self.catalogs, self.columns, self.assembly)
        for name, message in log_what_logged_tables_need(tables):
            told = Consequence(table=self._block(name), column=None, message=message)
            self.consequences.append(told)
        self._tell(partition_problems(self.targets, tables, self.maps))
        self._tell(retype_bounds(self.targets, tables, self.maps))
        rows = self.catalogs["remote"].rows
        self._tell(carry_rows(self.targets, self.columns, self.maps, tables, self.kinds, rows))
        gains = tuple(
            gain
            for name, target in self.targets.targets.items()
            for gain in widened(target, self.columns[name], tables[name], self.fates, self.catalogs)
        )
        self._tell(self.assembly.told)
        self._tell(closure(self.targets, self.catalogs, tables))
        self._tell(shared_rows(self.targets, self.catalogs, self.own_rows))
        objects = Objects(
            self.catalogs,
            self.decisions,
            self.fates,
            self.left_out,
            self.labels,
            self.renamed,
            {s: moved_names(self.catalogs[s], self.fates[s], self.names[s]) for s in SIDES},
        )
        views = objects.views()
        of_keys = (self.targets, self.maps, tables)
        for name, reason in without_their_keys(*of_keys, views.values()).items():
            objects.leave_out_view(views.pop(name), reason)
        for name in sorted(views.keys() - self.catalogs["remote"].views.keys()):
            views[name] = with_free_indexes(views[name], self.assembly)
        version = self.catalogs["remote"].server_version
        for source, view in old_name_views(self.targets, self.columns, self.maps, tables, version):
            if isinstance(view, Problem):
                self.problems.append(view)
                continue
            if view.name in views:
                self.problems.append(name_of_a_view(source, view.name))
            views[view.name] = view
            self.labels[view.id] = source.label
        others = objects.others()
        published = publications(others, platform=bool(self.catalogs["remote"].platform))
        for name, target in self.targets.targets.items():
            tables[name] = with_publications(tables[name], target, published, self.assembly)
        functions = objects.functions()
        for function, lacked in lacking(tables, functions, self.targets, self.catalogs).items():
            objects.bodies[function] = (*objects.bodies.get(function, ()), *lacked)
        self._tell(bodies_told(objects.bodies, self.decisions))
        blocks = {table.id: self._block(name) for name, table in tables.items()}
        self._tell(raising_told(objects.raises, blocks))
        types = objects.types()
        sequences = objects.sequences(self.targets.where, self.maps, tables, self.asides)
        named: dict[str, dict[Name, Any]] = {
            "views": views,
            "sequences": sequences,
            "types": types,
        }
        problems, gone = shared_names(tables, self._block, named)
        self._tell(problems)
        for section, name in gone:
            del named[section][name]
        catalog = Catalog(
            server_version=version,
            schemas=objects.schemas(),
            extensions=objects.extensions(tables, views),
            types=types,
            base_types=objects.base_types(types),
            sequences=sequences,
            tables=bound_there(dict(sorted(tables.items())), version, self.labels, self.left_out),
            views=views,
            functions=functions,
            others=others,
            default_privileges=objects.default_privileges(),
            platform=self.catalogs["remote"].platform,
            platform_grants=self.catalogs["remote"].platform_grants
            or self.catalogs["local"].platform_grants,
        )
        catalog = on_the_remote(catalog, self.catalogs["remote"])
        self._tell(used_though_dropped(catalog, self.catalogs, self.decisions, self._block))
        self._tell(row_types_gone(self.targets, self.catalogs, catalog))
        self._tell(grouped_by_lost_keys(*of_keys, views.values()))
        self._tell(settled_by_lost_keys(*of_keys, views.values(), functions.values()))
        self._tell(values_gone(catalog, self.catalogs, self._block))
        self._tell(defaults_of_no_value(catalog, self.catalogs, self._block))
        moved = transition(
            self.targets,
            self.columns,
            self.maps,
            moves,
            self.labels,
            objects.bodies,
            labels_of_parts(self.targets, self.assembly),
        )
        self._tell(row_types_held(self.catalogs["remote"], catalog, moved))
        return Merged(
            catalog=catalog,
            transition=moved,
            left_out=tuple(
                sorted(self.left_out, key=lambda o: (o.kind, str(o.table), o.side, o.name))
            ),
            problems=tuple(self.problems),
            consequences=tuple(self.consequences),
            widened=gains,
            undecided=tuple(objects.undecided),
            targets={
                f"{side}:{name.key}": target
                for side in SIDES
                for name, target in self.targets.where[side].items()
                if target is not None
            },
            columns={f"{side}:{name.key}": names for (side, name), names in self.maps.items()},
            made=frozenset(n for n, t in self.targets.targets.items() if t.in_place is None),
            placed=frozenset(
                f"remote:{target.in_place.key}"
                for target in self.targets.targets.values()
                if target.in_place is not None and target.in_place.role == "guest"
            ),
        )

    # Columns and names

    def _maps(self) -> dict[SourceKey, dict[str, str]]:
        maps: dict[SourceKey, dict[str, str]] = {}
        for columns in self.columns.values():
            maps.update(columns.maps)
        for side in SIDES:
            for name, target in self.targets.where[side].items():
                if target is not None and (side, name) not in maps:
                    table = self.catalogs[side].tables[name]
                    maps[side, name] = reference_map(table, self.columns[target])
        return maps

    def _remote_relation_names(self) -> set[str]:
        names = {name.name for name in self.targets.targets}
        for one in self.catalogs.values():
            names |= {name.name for name in (*one.views, *one.sequences)}
        names |= {i.name for v in self.catalogs["remote"].views.values() for i in v.indexes}
        for target in self.targets.targets.values():
            for source in (target.in_place, *target.moved):
                # what gives way to the local's definition leaves its names to that
                gives_way = target.definitions == "local" and source is target.in_place
                if source is not None and not gives_way:
                    names |= relation_names(source.kept)
        return names

    def _unique_indexes(self) -> dict[Name, set[frozenset[str]]]:
        return {
            name: {
                found
                for source in target.by_precedence
                for found in fks.unique_index_columns(
                    source.kept, self.maps[source.side, source.name]
                )
                if not broken_by_rows(target, self.columns[name], tuple(found), self.keys[name])
                and self._covered(target, found)
            }
            for name, target in self.targets.targets.items()
        }

    def _covered(self, target: Target, unique: Iterable[str]) -> bool:
        """Whether unique columns may stand on a table that is partitioned as this one."""
        leads = target.by_precedence[0]
        return covers(leads.table.partition_key, self.maps[leads.side, leads.name], unique)

    def _block(self, name: Name) -> str:
        """The block of decisions.toml that a table of the merged catalog comes from."""
        target = self.targets.targets.get(name)
        return target.owner.key if target else self.labels[f"table {name.sql}"].partition(":")[0]

    # What is written over columns

    def _tell(self, told: Iterable[Problem | Consequence]) -> None:
        for one in told:
            if isinstance(one, Problem):
                self.problems.append(one)
            else:
                self.consequences.append(one)

    def _table(self, target: Target) -> Table:
        columns = self.columns[target.name]
        key_names = {k.name for k in self.keys[target.name]}
        foreign_keys = fks.finish(
            target, self.candidates[target.name], self.columns, key_names, self.assembly
        )
        table = compose_table(target, columns, self.keys[target.name], foreign_keys, self.assembly)
        table = with_extras(table, target, columns, self.assembly)
        first = target.by_precedence[0]
        table = partitioned(table, first, self.fates[first.side])
        if table.partition_of or table.inherits:
            where = {**self.targets.where[first.side]}
            if first.side == "remote":
                where |= self.asides  # parts stay with what they are parts of
            table = replace(
                table,
                partition_of=where.get(table.partition_of) if table.partition_of else None,
                inherits=tuple(n for p in table.inherits if (n := where.get(p))),
            )
        self._say_what_is_given_up(target, columns)
        tell_left_out(target, self.assembly)
        self.labels[table.id] = target.label
        return table

    def _asides(self) -> dict[Name, Name]:
        """The names under which tables stay whose rows go into others, by the remote's."""
        taken = {*self.targets.targets}
        for catalog in self.catalogs.values():
            taken |= {*catalog.views}
        found: dict[Name, Name] = {}
        for target in self.targets.targets.values():
            for source in target.moved:
                if source.decision.rows != "discard":
                    found[source.name] = set_aside(source.name, taken)
                    taken.add(found[source.name])
        return found

    def _generated(self, target: Target, columns: Columns) -> None:
        for name, column in list(columns.columns.items()):
            if not column.generated or column.default is None:
                continue
            for source in target.by_precedence:
                where = self.maps[source.side, source.name]
                if source.side != columns.chosen[name] or name not in where.values():
                    continue
                new = rewrite(column.default, self.fates[source.side], "expression", source.table)
                columns.columns[name] = replace(column, default=new.text)
                if new.lost:
                    self.problems.append(computed_of_what_goes(source, name, new.lost))
                break

    def _say_what_is_given_up(self, target: Target, columns: Columns) -> None:
        for source, column in columns.given_up:
            self.assembly.omit(source, "column", column.name, column.type, "a decision drops it")
        for source, column in columns.defaults_given_up:
            merged = columns.columns[self.maps[source.side, source.name][column.name]]
            reason = f"the column is {merged.type} after the merge, the default {column.type}"
            text = column.default or f"identity {column.identity}"
            self.assembly.omit(source, "default", column.name, text, reason)
