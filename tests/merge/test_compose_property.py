"""Composition of catalogs and decisions made at random: what holds whatever they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from schemas import catalog, decisions, preferring

from mergetui.catalog.model import Catalog
from mergetui.decisions.model import ACTIONS, SIDES, ColumnDecision, Side, TableDecision
from mergetui.merge.columns import compose_columns
from mergetui.merge.compose import compose
from mergetui.merge.targets import resolve

NAMES = ("a", "b", "c", "d")
COLUMNS = ("id", "created_at", "createdAt", "n", "a_id", "b_id")
TYPES = ("uuid", "text", "integer", "bigint", "jsonb", "text[]", "numeric(10,2)")


@st.composite
def sides(draw: st.DrawFn) -> Catalog:
    lines = []
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4)):
        columns = [f"id {draw(st.sampled_from(('uuid', 'text', 'bigint')))} pk"]
        for column in draw(st.lists(st.sampled_from(COLUMNS[1:]), unique=True, max_size=4)):
            more = draw(st.sampled_from(("", "!", " unique", " @index")))
            if column.endswith("_id"):
                more = f" -> {column[0]}.id"
            columns.append(f"{column} {draw(st.sampled_from(TYPES))}{more}")
        lines.append(f"{name}: {'; '.join(columns)}")
    made = catalog("\n".join(lines))
    there = set(made.tables)
    tables = {
        name: replace(
            table, foreign_keys=tuple(f for f in table.foreign_keys if f.references in there)
        )
        for name, table in made.tables.items()
    }
    return replace(made, tables=tables)


def column_decisions() -> st.SearchStrategy[Mapping[str, ColumnDecision]]:
    one = st.builds(
        ColumnDecision,
        take=st.sampled_from((None, None, "remote", "local", "both", "drop")),
        pair=st.sampled_from((None, None, "", "n", "createdAt")),
        name=st.sampled_from((None, None, "n", "fresh")),
        using=st.sampled_from((None, None, "'x'")),
        type=st.sampled_from((None, None, "text")),
    )
    return st.dictionaries(st.sampled_from((*COLUMNS, "kind")), one, max_size=2)


def table_decisions() -> st.SearchStrategy[TableDecision]:
    names = st.sampled_from((None, None, *NAMES, "other"))
    return st.builds(
        TableDecision,
        action=st.sampled_from(ACTIONS),
        name=names,
        into=names,
        remote_name=names,
        local_name=names,
        rows=st.sampled_from(("keep", "discard")),
        view=st.booleans(),
        columns=column_decisions(),
    )


@settings(max_examples=40, deadline=None)
@given(
    sides(),
    sides(),
    st.dictionaries(st.sampled_from(NAMES), table_decisions()),
    st.sampled_from(SIDES),
)
def test_whatever_is_decided(
    remote: Catalog, local: Catalog, decided: dict[str, TableDecision], side: Side
) -> None:
    merged = compose(remote, local, preferring(decisions(**decided), prefer=side))
    assert merged == compose(remote, local, preferring(decisions(**decided), prefer=side))

    lost = {(o.side, o.table, o.name) for o in merged.left_out}
    targets = merged.targets
    for where, one in (("remote", remote), ("local", local)):
        for table in one.tables.values():
            target = targets.get(f"{where}:{table.name.key}")
            decision = decided.get(table.name.key, TableDecision())
            if target is None or gives_way(
                where, decision, table.name in other(one, remote, local).tables
            ):
                continue
            for foreign_key in table.foreign_keys:
                there = any(
                    f.references == targets.get(f"{where}:{foreign_key.references.key}")
                    for f in merged.catalog.tables[target].foreign_keys
                )
                named = there or (where, table.name, foreign_key.name) in lost
                assert named or merged.problems  # a contradiction is told before all else

    if not merged.problems:
        names = Counter([*merged.catalog.tables, *merged.catalog.views])
        for table in merged.catalog.tables.values():
            names.update(table.name.renamed(k.name) for k in table.keys)
            names.update(table.name.renamed(i.name) for i in table.indexes)
            assert len({c.name for c in table.columns}) == len(table.columns)
        assert [n for n, times in names.items() if times > 1] == []


@settings(max_examples=40, deadline=None)
@given(sides(), sides(), st.dictionaries(st.sampled_from(NAMES), table_decisions()))
def test_every_column_goes_somewhere_or_is_given_up(
    remote: Catalog, local: Catalog, decided: dict[str, TableDecision]
) -> None:
    made = decisions(**decided)
    for target in resolve(remote, local, made).targets.values():
        state = compose_columns(target, made.defaults, {})
        given_up = {(s.side, s.name, c.name) for s, c in state.given_up}
        for source in target.sources:
            if target.definitions not in ("both", source.side):
                continue
            where = state.maps[source.side, source.name]
            for column in source.table.columns:
                key = (source.side, source.name, column.name)
                assert (column.name in where) != (key in given_up)
            assert set(where.values()) <= set(state.columns)


def other(one: Catalog, remote: Catalog, local: Catalog) -> Catalog:
    return local if one is remote else remote


def gives_way(side: str, decision: TableDecision, common: bool) -> bool:
    return common and (
        (side == "local" and decision.action in ("undecided", "keep-remote"))
        or (side == "remote" and decision.action == "keep-local")
    )
