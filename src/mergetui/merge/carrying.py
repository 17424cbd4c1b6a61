"""What becomes of the remote's rows where a column takes another type or a table shares a target.

Told for each column, with a verdict. What no cast carries over for sure, and keys that two tables'
rows may both have, are problems: they are decided before the migration runs, not by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.parts import part_key
from mergetui.merge.casts import carried
from mergetui.merge.columns import Columns, SourceKey
from mergetui.merge.defaults import Kinds
from mergetui.merge.model import Consequence, Problem
from mergetui.merge.targets import Source, Target, Targets
from mergetui.merge.types import base_type, makes_uuid_text, type_names

Told = Problem | Consequence

_ON_INSERT = re.compile(r"\bON INSERT\s+TO\b")


def carry_rows(
    targets: Targets,
    columns: Mapping[Name, Columns],
    maps: Mapping[SourceKey, Mapping[str, str]],
    tables: Mapping[Name, Table],
    kinds: Kinds,
    rows: Mapping[Name, int],
) -> Iterator[Told]:
    """What is to be told of every source whose rows the merged schema holds."""
    for target in targets.targets.values():
        state, table = columns[target.name], tables[target.name]
        for source in target.sources:
            if source.side == "remote" and source.name not in targets.discarded:
                where = maps["remote", source.name]
                yield from _types(source, target, state, where, table, kinds)
        for name, (one, other) in sorted(state.widened.items()):
            message = f"{one} and {other}: {state.columns[name].type} holds all values of both"
            yield Consequence(table=target.owner.key, column=name, message=message)
        for source in target.moved:
            if source.name not in targets.discarded:
                where = maps["remote", source.name]
                if lacking := _keyless(source, target, state, where, table):
                    yield lacking
                else:
                    yield from _keys(source, target, maps, table, targets, rows)
                yield from _rules(source, target, table)


def _rules(source: Source, target: Target, table: Table) -> Iterator[Told]:
    """Rules of the table that rows are inserted into."""
    for rule in table.extras:
        if (
            rule.kind != "rule"
            or rule.enabled == "disabled"
            or not _ON_INSERT.search(rule.definition)
        ):
            continue
        said = f"its rows are inserted into {target.name.key}, and the rule {rule.name} "
        if " DO INSTEAD " in rule.definition:
            message = (
                f"{said}does something else instead of an INSERT there: drop the rule first, or "
                'give the rows up with rows = "discard"'
            )
            yield Problem(table=source.key, message=message, other=target.owner.key)
        else:
            message = f"{said}does more at each INSERT there"
            yield Consequence(table=source.key, column=None, message=message)


def _types(
    source: Source,
    target: Target,
    state: Columns,
    where: Mapping[str, str],
    table: Table,
    kinds: Kinds,
) -> Iterator[Told]:
    olds = {c.name: c for c in source.table.columns}
    news = {c.name: c for c in table.columns}
    for old, new in where.items():
        was, becomes = olds.get(old), news.get(new)
        if was is None or becomes is None or becomes.generated:
            continue
        decision = source.decision.columns.get(old)
        if decision is not None and decision.type and _other(decision.type, becomes.type):
            message = (
                f"{quote_ident(old)} is decided to be {decision.type}, and goes into "
                f"{target.name.key}.{quote_ident(new)}, which is {becomes.type}"
            )
            yield Problem(table=source.key, message=message, other=target.owner.key)
            continue
        if was.type == becomes.type:
            if decision is not None and decision.using and source is target.in_place:
                message = (
                    f"{quote_ident(old)} has a using, and stays {was.type}: there is nothing to "
                    "turn into something else. Take the using out, or change the rows yourself"
                )
                yield Problem(table=source.key, message=message)
            continue
        if new in state.using or (decision is not None and decision.using):
            continue
        found = carried(quote_ident(old), was.type, becomes.type, kinds)
        why = f" ({found.why})" if found.why else ""
        chosen = decision is not None and (decision.take or decision.type)
        if new in state.as_parents:
            continue  # which is told of the parent
        if found.verdict == "unsure" and target.definitions == "both":
            yield Problem(table=source.key, message=_way_out(old, was, becomes))
        elif found.verdict == "lossy" and target.definitions == "both" and not chosen:
            quoted = quote_ident(old)
            message = (
                f"{quoted} is {was.type} and becomes {becomes.type} by defaults.prefer alone, "
                f'which is lossy{why}: say so with {quoted} = {{ take = "local" }}, or keep the '
                'remote\'s with take = "remote"'
            )
            yield Problem(table=source.key, message=message)
        elif new not in state.widened:
            message = f"{was.type} becomes {becomes.type}, {found.verdict}{why}"
            yield Consequence(table=source.key, column=old, message=message)


def _other(said: str, there: str) -> bool:
    """Whether a type that somebody wrote is another one than PostgreSQL's name for a type."""
    return type_names(base_type(said)) != type_names(base_type(there))


def _way_out(name: str, was: Column, becomes: Column) -> str:
    quoted = quote_ident(name)
    return (
        f"{quoted} is {was.type} and becomes {becomes.type}, and no cast is sure to carry its rows "
        f'over: say how with {quoted} = {{ using = "..." }}, keep the remote\'s with '
        'take = "remote", or both columns with take = "both"'
    )


def _keyless(
    source: Source, target: Target, state: Columns, where: Mapping[str, str], table: Table
) -> Problem | None:
    """Rows that bring nothing for the primary key of the table that they go into."""
    keys = [(s, k) for s in target.by_precedence if (k := s.table.primary_key)]
    if table.primary_key is not None:
        names = list(table.primary_key.columns)
    elif keys:  # the rows of no source have all that another's key is made of
        first, key = keys[0]
        there = state.maps[first.side, first.name]
        names = [there.get(c, c) for c in key.columns]
    else:
        return None
    brought = {*where.values(), *state.fills.get((source.side, source.name), {})}
    lacking = [
        name
        for name in names
        if name not in brought
        and (column := table.column(name)) is not None
        and not (column.default or column.identity or column.generated)
    ]
    if not lacking:
        return None
    listed = ", ".join(map(quote_ident, lacking))
    return Problem(
        table=source.key,
        message=f"its rows go into {target.name.key} and bring nothing for {listed} of the primary "
        f'key there: say what with {quote_ident(lacking[0])} = {{ using = "..." }}, send a column '
        f'there with {{ name = "{lacking[0]}" }}, or give the rows up with rows = "discard"',
        other=target.owner.key,
    )


def _keys(
    source: Source,
    target: Target,
    maps: Mapping[SourceKey, Mapping[str, str]],
    table: Table,
    targets: Targets,
    rows: Mapping[Name, int],
) -> Iterator[Problem]:
    """Rows of two tables that may have the same key."""
    key, where = table.primary_key, maps["remote", source.name]
    if key is None or not set(key.columns) <= set(where.values()):
        return  # the server makes what they lack
    back = {new: old for old, new in where.items()}
    own = [back[c] for c in key.columns]
    made = [c for c in own if _using(source, c)]
    inserted = {s.name for t in targets.targets.values() for s in t.moved}
    pointing = {
        f"{s.key}.{quote_ident(column)}": s.key
        for s in targets.sources
        if s.side == "remote"
        for f in s.kept.foreign_keys
        if f.references == source.name
        for column, referenced in zip(f.columns, f.ref_columns, strict=True)
        if referenced in made and not (s.name in inserted and _using(s, column))
    }
    if pointing:
        own = sorted(name for name, key in pointing.items() if key == source.key)
        way = f"make {', '.join(own)} anew too" if own else _let_go(source, made, targets)
        yield Problem(
            table=source.key,
            message=f"{', '.join(made)} is made anew by using, and {', '.join(sorted(pointing))} "
            f"would still hold what it was: {way}, or keep the key",
            other=pointing[min(pointing)],
        )
    if made or _made_unique(source.table, own):
        return
    for other in target.sources:
        if other is source or other.side != "remote" or other.name in targets.discarded:
            continue
        if not (rows.get(source.name) and rows.get(other.name)):
            continue
        theirs = maps["remote", other.name]
        if any(new in key.columns and _using(other, old) for old, new in theirs.items()):
            continue  # the keys of the other are made anew, so as not to be these
        listed = ", ".join(quote_ident(c) for c in own)
        yield Problem(
            table=source.key,
            message=f"its rows go where those of {other.key} are, both have rows, and {listed} "
            f"may be the same in both: ask SELECT {listed} FROM {source.name.sql} INTERSECT SELECT "
            f"{listed} FROM {other.name.sql}, and give these rows other keys with "
            f'{quote_ident(own[0])} = {{ using = "..." }}',
            other=other.key,
        )


def _let_go(source: Source, made: list[str], targets: Targets) -> str:
    """How to leave out the foreign keys of other tables that point at columns."""
    ways = sorted(
        f'{quote_ident(part_key("foreign key", f.name))} = {{ take = "drop" }} under '
        f"[tables.{s.key}.parts]"
        for s in targets.sources
        if s.side == "remote" and s is not source
        for f in s.kept.foreign_keys
        if f.references == source.name and {*f.ref_columns} & {*made}
    )
    return f"let them go with {' and '.join(ways)}, and carry those values over yourself"


def _using(source: Source, column: str) -> str | None:
    """How a decision makes the values of a column anew."""
    decision = source.decision.columns.get(column)
    return decision.using if decision else None


def _made_unique(table: Table, own: list[str]) -> bool:
    """Whether a part of the key is a uuid of its own, of which no two are the same; one that
    points at another table may be in both."""
    pointing = {c for f in table.foreign_keys for c in f.columns}
    columns = [c for n in own if n not in pointing and (c := table.column(n)) is not None]
    return any(c.type == "uuid" or makes_uuid_text(c.default or "") for c in columns)
