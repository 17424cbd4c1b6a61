"""How the remote becomes the merged catalog where names alone do not tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mergetui.catalog.model import ObjectId
from mergetui.catalog.names import Name
from mergetui.merge.columns import Columns, SourceKey
from mergetui.merge.expressions import rewrite
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.model import RowMove, Transition
from mergetui.merge.targets import Targets


def transition(
    targets: Targets,
    all_columns: Mapping[Name, Columns],
    maps: Mapping[SourceKey, Mapping[str, str]],
    moves: Iterable[RowMove],
    labels: dict[ObjectId, str],
    bodies: Mapping[ObjectId, tuple[str, ...]],
    parts: Mapping[tuple[Name, str], str],
) -> Transition:
    """Renames, casts, moves of rows and labels; ``labels`` gets those of tables that go."""
    tables: dict[Name, Name] = {}
    columns: dict[Name, dict[str, str]] = {}
    using: dict[tuple[Name, str], str] = {}
    relaxed: set[tuple[Name, str]] = set()
    for target in targets.targets.values():
        state, source = all_columns[target.name], target.in_place
        relaxed |= {(target.name, column) for column in state.relaxed}
        if source is None:
            continue
        if source.name != target.name:
            tables[source.name] = target.name
        mapped = maps["remote", source.name]
        renamed = {old: new for old, new in mapped.items() if old != new}
        if renamed:
            columns[target.name] = renamed
        names = Fates.of({}, {source.name: {o: Fate(n, "", "") for o, n in renamed.items()}})
        for column, expression in state.using.items():
            text = rewrite(expression, names, "expression", source.table).text
            using[target.name, column] = text
    moves = tuple(moves)
    for move in moves:
        if move.kept_as is not None:
            tables[move.source] = move.kept_as
    for source in targets.sources:
        labels.setdefault(f"table {source.name.sql}", source.label)
    return Transition(
        tables=tables,
        columns=columns,
        using=using,
        moves=moves,
        labels=labels,
        discarded=targets.discarded,
        relaxed=frozenset(relaxed),
        bodies=bodies,
        parts=parts,
    )
