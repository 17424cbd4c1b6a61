"""The columns of a target: those of its sources, paired and chosen.

The columns that hold rows come first and in their order, so that a remote table that is altered in
place keeps it; each further source adds what it alone has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from mergetui.catalog.model import Column, Enum, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.model import ColumnDecision, Defaults, Side
from mergetui.merge.casts import wider
from mergetui.merge.defaults import Kinds, assigned, decided_default, retyped_default
from mergetui.merge.model import Consequence
from mergetui.merge.targets import Source, Target, Targets
from mergetui.merge.types import counts_up
from mergetui.triage.pairs import Pair, pair_columns

SourceKey = tuple[Side, Name]

_NOTHING = ColumnDecision()


@dataclass(slots=True)
class Columns:
    """The columns of one target while it is composed.

    ``maps`` says for each source table where its columns went; a column that is not in it is given
    up. ``held`` are the columns that hold rows of the table altered in place, ``fixed`` those whose
    type a decision gives, ``chosen`` the side that each pair follows. ``fills`` are expressions
    for columns of the target that a source lacks and its rows get by decision.
    """

    columns: dict[str, Column] = field(default_factory=dict)
    maps: dict[SourceKey, dict[str, str]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    chosen: dict[str, Side] = field(default_factory=dict)
    using: dict[str, str] = field(default_factory=dict)
    relaxed: set[str] = field(default_factory=set)
    widened: dict[str, tuple[str, str]] = field(default_factory=dict)  # the types of the sides
    fills: dict[SourceKey, dict[str, str]] = field(default_factory=dict)  # for columns it lacks
    inherited: set[str] = field(default_factory=set)  # gained from a parent
    as_parents: set[str] = field(default_factory=set)  # of a parent's type, which tells of it
    clashes: list[tuple[str, str]] = field(default_factory=list)  # (column, name that is taken)
    given_up: list[tuple[Source, Column]] = field(default_factory=list)
    defaults_given_up: list[tuple[Source, Column]] = field(default_factory=list)
    kinds: Kinds = field(default_factory=dict)


def compose_columns(target: Target, defaults: Defaults, kinds: Kinds) -> Columns:
    """Compose the columns of a target before key types are unified. ``kinds`` are the types of
    both sides."""
    state = Columns(kinds=kinds)
    remote, local, rest = _lead(target)
    decided = {**(remote.decision.columns if remote else {})}
    decided.update(target.owner.decision.columns)
    if local is not None and local is not target.owner:
        decided.update(_of_its_own_rows(local, remote))
    for source in target.sources:
        state.maps[source.side, source.name] = {}
    tables = [s.table if s else None for s in (remote, local)]
    for pair in pair_columns(tables[0], tables[1], decided):
        decision = decided.get(pair.key, _NOTHING)
        if decision.pair == "" and pair.remote is None and remote and remote.table.column(pair.key):
            decision = _NOTHING  # it speaks of the remote's column of that name
        _compose_pair(state, target, pair, decision, defaults, remote, local)
    for source in rest:
        _add(state, target, source, defaults.prefer)
    for source in target.sources:
        _make(state, source)
    for source in target.sources:
        _fill(state, source, source is target.in_place)
    _relax(state, target, remote, local)
    return state


def _of_its_own_rows(local: Source, remote: Source | None) -> Mapping[str, ColumnDecision]:
    """What a block says of columns that pair with those of another block's table: its ``using`` is
    for the rows of its own table."""
    said = local.decision.columns
    if remote is None or remote.key == local.key:
        return said
    return {name: replace(decision, using=None) for name, decision in said.items()}


def reference_map(gave_way: Table, stays: Columns) -> dict[str, str]:
    """Where references to a table lead whose definition gave way to the other side's."""
    composed = Table(name=gave_way.name, columns=tuple(stays.columns.values()))
    pairs = pair_columns(composed, gave_way, {})
    return {p.local.name: p.remote.name for p in pairs if p.local and p.remote}


def _lead(target: Target) -> tuple[Source | None, Source | None, list[Source]]:
    """The two sources that are compared side by side, and the others, which follow."""
    remote = target.in_place
    locals_ = [s for s in target.sources if s.side == "local"]
    same = [s for s in locals_ if remote is not None and s.key == remote.key]
    owners = [s for s in locals_ if s.role == "owner"]
    local = next(iter([*same, *owners, *locals_]), None)
    if remote is None and local is None:
        remote = target.sources[0]
    return remote, local, [s for s in target.sources if s is not remote and s is not local]


def _compose_pair(
    state: Columns,
    target: Target,
    pair: Pair,
    decision: ColumnDecision,
    defaults: Defaults,
    remote: Source | None,
    local: Source | None,
) -> None:
    take = decision.take or _take(pair, target, defaults)
    if take == "both" and pair.remote is not None and pair.local is not None:
        second = decision.name or pair.local.name
        if second == pair.remote.name:
            second = f"{pair.local.name}_local"
        _put(state, pair.remote, None, replace(decision, name=None), "remote", remote, local)
        _put(state, None, pair.local, ColumnDecision(name=second), "local", remote, local)
        return
    if take == "drop" or (take == "remote" and pair.remote is None and decision.take):
        _give_up(state, pair, remote, local)
        return
    if take == "local" and pair.local is None:
        _give_up(state, pair, remote, local)
        return
    side: Side = "local" if take == "local" else "remote"
    if side == "remote" and pair.remote is None:
        side = "local"
    both_live_on = target.definitions == "both"
    _put(state, pair.remote, pair.local, decision, side, remote, local, both_live_on)


def _take(pair: Pair, target: Target, defaults: Defaults) -> str:
    if target.definitions == "local":
        return "local"
    if pair.remote is None or pair.local is None:
        return "remote" if pair.remote is not None else "local"
    return "remote" if target.definitions == "remote" else defaults.prefer


def _put(
    state: Columns,
    remote_column: Column | None,
    local_column: Column | None,
    decision: ColumnDecision,
    side: Side,
    remote: Source | None,
    local: Source | None,
    both_live_on: bool = True,
) -> None:
    chosen, other = (
        (remote_column, local_column) if side == "remote" else (local_column, remote_column)
    )
    if chosen is None:
        chosen, other = other, None
    assert chosen is not None
    column = chosen
    if both_live_on and other is not None and decision.take is None and decision.type is None:
        column = _widened(state, column, other, decision)
    if both_live_on:
        column = _with_defaults(state, column, other, local if side == "remote" else remote)
    if decision is not _NOTHING:
        before = replace(column, name=decision.name or chosen.name)
        column = _override(before, decision, state.kinds)
        source = remote if side == "remote" else local
        if _gives_up(before, column, decision) and source:
            state.defaults_given_up.append((source, chosen))
    if column.name in state.columns:
        state.clashes.append((chosen.name, column.name))
    if decision.type:
        state.fixed.add(column.name)
    state.columns[column.name] = column
    state.chosen[column.name] = side
    if remote is not None and remote_column is not None:
        state.maps["remote", remote.name][remote_column.name] = column.name
        state.held.add(column.name)
        if decision.using:
            state.using[column.name] = decision.using
    if local is not None and local_column is not None:
        state.maps["local", local.name][local_column.name] = column.name


def _widened(state: Columns, chosen: Column, other: Column, decision: ColumnDecision) -> Column:
    """The chosen column with the other's type where that holds all values of its own.

    What counts up has a sequence of its type, and what is generated follows its expression: those
    stay as they are.
    """
    made = (chosen.generated, chosen.identity, other.generated, other.identity)
    counted = any((c.default or "").startswith("nextval(") for c in (chosen, other))
    type_text = wider(chosen.type, other.type)
    if type_text is None or type_text == chosen.type or any(made) or counted:
        return chosen
    state.widened[decision.name or chosen.name] = (chosen.type, other.type)
    return replace(chosen, type=type_text, collation=other.collation)


def _with_defaults(
    state: Columns, chosen: Column, other: Column | None, source: Source | None
) -> Column:
    """The chosen column, with the other's default and comment where it has none of its own."""
    if other is None:
        return chosen
    column = chosen
    plain = not (chosen.generated or chosen.identity or other.generated or other.identity)
    if chosen.default is None and other.default is not None and plain:
        default, kept = retyped_default(other.default, other.type, chosen.type, state.kinds)
        if kept:
            column = replace(column, default=default)
        elif source is not None:
            state.defaults_given_up.append((source, other))
    if chosen.comment is None and other.comment is not None:
        column = replace(column, comment=other.comment)
    return column


def _gives_up(before: Column, column: Column, decision: ColumnDecision) -> bool:
    """Whether a decided type takes what gave values to the column, and no default was decided."""
    lost = (before.identity and not column.identity) or (before.default and not column.default)
    return bool(lost) and decision.default is None


def default_at(column: Column, type: str, kinds: Kinds) -> str | None:
    """The default of a column that a decision gives another type, as far as it can follow."""
    says_enum = isinstance(kinds.get(column.type), Enum)  # which the column has no part in by then
    if column.generated or (assigned(column.type, type, kinds) and not says_enum):
        return column.default
    return retyped_default(column.default, column.type, type, kinds)[0]


def _override(column: Column, decision: ColumnDecision, kinds: Kinds) -> Column:
    if decision.type:
        default = default_at(column, decision.type, kinds)
        column = replace(column, type=decision.type, default=default)
        if column.identity and not counts_up(decision.type):
            column = replace(column, identity="", identity_options=None)
    if decision.default is not None:
        default = decided_default(decision.default, column.type, kinds) or None
        column = replace(column, default=default, generated="", identity="")
    if decision.null is not None:
        column = replace(column, not_null=not decision.null)
    return column


def _give_up(state: Columns, pair: Pair, remote: Source | None, local: Source | None) -> None:
    for column, source in ((pair.remote, remote), (pair.local, local)):
        if column is not None and source is not None:
            state.given_up.append((source, column))


def _add(state: Columns, target: Target, source: Source, prefer: Side) -> None:
    """Add a further source: what its block does not name goes by name and spelling."""
    decided = source.decision.columns
    dropped = {column for column, d in decided.items() if d.take == "drop"}
    apart = {c for c, d in decided.items() if d.name is not None and d.name not in state.columns}
    named = {
        d.name: ColumnDecision(pair=c) for c, d in decided.items() if d.name and c not in apart
    }
    said = dropped | {column for column, d in decided.items() if d.name is not None}
    free_names = {c.name for c in source.table.columns} - state.columns.keys() - said
    for where in state.maps.values():  # a column that the others know by the same old name
        for old in free_names & where.keys():
            named.setdefault(where[old], ColumnDecision(pair=old))
    composed = Table(name=target.name, columns=tuple(state.columns.values()))
    free = tuple(c for c in source.table.columns if c.name not in dropped | apart)
    where = state.maps[source.side, source.name]
    pairs = pair_columns(composed, replace(source.table, columns=free), named)
    for pair in pairs:
        if pair.remote is not None and pair.local is not None:
            where[pair.local.name] = pair.remote.name
            if source.side == prefer != state.chosen[pair.remote.name]:
                _follow(state, pair.remote, pair.local, prefer)
            there = state.columns[pair.remote.name]
            own = decided.get(pair.local.name, _NOTHING)
            if there.name not in state.fixed and own.type is None and own.using is None:
                there = _widened(state, there, pair.local, _NOTHING)
                state.columns[there.name] = there
            if there.comment is None and pair.local.comment is not None:
                state.columns[there.name] = replace(there, comment=pair.local.comment)
    alone = {p.local.name for p in pairs if p.local is not None and p.remote is None} | apart
    for column in source.table.columns:
        if column.name in dropped:
            state.given_up.append((source, column))
        elif column.name in alone:
            decision = decided.get(column.name, _NOTHING)
            added = _override(
                replace(column, name=decision.name or column.name), decision, state.kinds
            )
            where[column.name] = added.name
            if _gives_up(column, added, decision):
                state.defaults_given_up.append((source, column))
            if added.name in state.columns:
                state.clashes.append((column.name, added.name))
            state.columns[added.name] = added
            state.chosen[added.name] = source.side
        if source.side == "remote" and column.name in where:
            state.held.add(where[column.name])


def _follow(state: Columns, column: Column, preferred: Column, side: Side) -> None:
    """Give a column the type that the preferred side's rows have, or the wider one of both."""
    type_text = wider(column.type, preferred.type) or preferred.type
    default, kept = retyped_default(column.default, column.type, type_text, state.kinds)
    default = default if kept else preferred.default
    state.columns[column.name] = replace(column, type=type_text, default=default)
    state.chosen[column.name] = side


def _lacking(state: Columns, source: Source) -> Iterator[tuple[str, ColumnDecision]]:
    """(column of the target, decision) where a source lacks a column that its rows get."""
    if source.side != "remote":
        return
    mapped = state.maps[source.side, source.name]
    for key, decision in source.decision.columns.items():
        name = decision.name or key
        there = source.table.column(key) is not None or key in mapped or name in mapped.values()
        if decision.using is not None and not there:
            yield name, decision


def _make(state: Columns, source: Source) -> None:
    """Columns that no table has, by a type of their own: a discriminator."""
    for name, decision in _lacking(state, source):
        if name not in state.columns and decision.type is not None:
            state.columns[name] = _override(
                Column(name=name, type=decision.type), decision, state.kinds
            )
            state.chosen[name] = source.side
            state.fixed.add(name)


def _fill(state: Columns, source: Source, in_place: bool) -> None:
    """What the rows of a source get in columns that it lacks."""
    for name, decision in _lacking(state, source):
        if name in state.columns and decision.using is not None:
            state.fills.setdefault((source.side, source.name), {})[name] = decision.using
            if in_place:
                state.using[name] = decision.using


def _relax(state: Columns, target: Target, remote: Source | None, local: Source | None) -> None:
    """A column that rows will lack cannot be NOT NULL from the start, unless a decision says so:
    of itself, or by taking the local's definition. Then the migration asks the rows. The primary
    key of the table altered in place stays: rows that come in without it are a problem."""
    if not target.holds_rows:
        return
    own = target.in_place.table.primary_key if target.in_place else None
    here = state.maps["remote", target.in_place.name] if target.in_place else {}
    fixed = {here[c] for c in own.columns if c in here} if own else set()
    decisions = [d for source in target.sources for d in source.decision.columns.items()]
    decided = {d.name or name for name, d in decisions if d.null is False}
    local_says = {d.name or name for name, d in decisions if d.take == "local"}
    for column in list(state.columns.values()):
        if not column.not_null or column.identity or column.generated:
            continue
        if column.name in decided or column.name in fixed:
            continue
        said = target.definitions == "local" or column.name in local_says
        if not _always_filled(state, target, column, lacking=said):
            state.columns[column.name] = replace(column, not_null=False)
            state.relaxed.add(column.name)


def relaxed_columns(targets: Targets, columns: Mapping[Name, Columns]) -> Iterator[Consequence]:
    """NOT NULL that a side has and the merged table has not."""
    for name, target in targets.targets.items():
        for column in sorted(columns[name].relaxed):
            quoted = quote_ident(column)
            message = (
                "NOT NULL goes, since rows may lack a value: a default fills them, and "
                f"{quoted} = {{ null = false }} keeps it, after asking the rows"
            )
            yield Consequence(table=target.owner.key, column=column, message=message)


def _always_filled(state: Columns, target: Target, column: Column, *, lacking: bool) -> bool:
    """Whether every row that the target will hold has a value for a column; with ``lacking`` those
    that are there already may lack it."""
    here = target.in_place
    lacks = here is not None and not _has(state, here, column)
    if lacks and column.default is None and not lacking:
        return False
    for source in target.moved:
        own = [c for c, new in state.maps[source.side, source.name].items() if new == column.name]
        found = source.table.column(own[0]) if own else None
        if found is None and column.default is None and not _has(state, source, column):
            return False
        if found is not None and not found.not_null:
            return False
    return True


def _has(state: Columns, source: Source, column: Column) -> bool:
    """Whether the rows of a source bring a value for a column, of their own or by decision."""
    at = (source.side, source.name)
    return column.name in state.maps[at].values() or column.name in state.fills.get(at, {})


def column_list(names: tuple[str, ...]) -> str:
    """Columns as a person reads them: ``(a, b)``."""
    return f"({', '.join(quote_ident(n) for n in names)})"
