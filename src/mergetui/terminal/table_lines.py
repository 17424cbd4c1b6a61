"""One table as lines of text: what it is, and remote, merged and local side by side.

Pure: from an entry, its aligned rows and what composition says of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

from rich.cells import cell_len

from mergetui.catalog.model import Enum
from mergetui.decisions.model import Side
from mergetui.decisions.write import quoted
from mergetui.errors import Place
from mergetui.terminal.lines import Line, Piece, fit, spread, wrap
from mergetui.terminal.marks import MARKS, Glyphs
from mergetui.terminal.session import Told
from mergetui.triage.aligned import AlignedRow, Cell, Mark
from mergetui.triage.describe import with_short_types
from mergetui.triage.entries import Entry, Triage

_MARK_STYLES: dict[Mark, str] = {
    "equal": "dim",
    "referents": "bad",
    "type": "warn",
    "differs": "warn",
    "name": "accent",
    "remote": "accent",
    "local": "accent",
    "merged": "accent",
}

_MERGED: dict[Told, str] = {
    "all": "merged",
    "near": "merged (so far)",
    "old": "merged (composing)",
}
_PART_NAMES = 10  # cells that tell keys, checks, indexes ... of a table from each other
_NAMED = ("trigger", "policy", "grant", "property", "field")
_PLURALS = {
    "policy": "policies",
    "property": "properties",
    "index": "indexes",
    "definition": "lines of the definition",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """Starts a group of rows, or is a sentence of its own where it counts nothing."""

    text: str
    style: str = "strong"
    jump: str | None = None  # the table that the sentence leads to
    sql: bool = False  # it leads to the SQL of the table
    place: Place | None = None  # it leads to this line of a source
    column: str | None = None  # the column that it is about
    first: bool = False  # it stands above the rows
    finding: bool = False  # something to look at, and not the start of a group


TableLine = AlignedRow | Heading


def table_lines(
    rows: Sequence[AlignedRow], entry: Entry, against: Sequence[Heading], glyphs: Glyphs
) -> list[TableLine]:
    """What stands against the table and what its decision drags along, then its rows in groups."""
    lines: list[TableLine] = [line for line in against if line.first]
    lines += [_two_targets(row, rows, glyphs) for row in rows if "referents" in row.differences]
    kinds = dict.fromkeys(row.kind for row in rows)
    for kind in kinds:
        group = [row for row in rows if row.kind == kind]
        differ = sum(row.mark not in ("equal", "merged") for row in group)
        text = _PLURALS.get(kind, f"{kind}s") if len(group) != 1 else kind
        if kind != "column" or entry.presence == "common":
            differs = "1 differs" if differ == 1 else f"{differ} differ"
            counts = f", {differs}" if entry.presence == "common" and differ else ""
            lines.append(Heading(f"{len(group)} {text}{counts}"))
        lines.extend(_one_below_the_other(group) if kind == "definition" else group)
    return [*lines, *(line for line in against if not line.first)]


def _one_below_the_other(rows: Sequence[AlignedRow]) -> Iterator[AlignedRow]:
    """Lines of a definition in full: where the sides differ, the remote's and then the local ones,
    and what the merged definition has from neither."""
    for differs, group in groupby(rows, lambda row: row.mark != "equal"):
        hunk = list(group)
        if not differs:
            yield from hunk
            continue
        for row in hunk:
            if row.remote:
                merged = row.merged if row.merged == row.remote else None
                yield replace(row, mark="remote", local=None, merged=merged)
        for row in hunk:
            if row.local:
                merged = row.merged if row.merged == row.local else None
                yield replace(row, mark="local", remote=None, merged=merged)
        for row in hunk:
            if row.merged and row.merged not in (row.remote, row.local):
                yield replace(row, mark="merged", remote=None, local=None)


def _two_targets(row: AlignedRow, rows: Sequence[AlignedRow], glyphs: Glyphs) -> Heading:
    """The conflict that no default settles well: one column cannot point at two tables."""
    ends = [
        f"{_target(cell)} ({side})" for side, cell in (("remote", row.remote), ("local", row.local))
    ]
    text = f"{glyphs['referents']} {row.key} points at {' and '.join(ends)}"
    keys = [r for r in rows if r.kind == "foreign key" and r.choice and _is_of(r, row.key)]
    taken = [r.choice.take for r in (row, *keys) if r.choice and r.choice.take]
    if taken:
        return Heading(f"{text}: {taken[0]} was taken", "dim", column=row.key)
    return Heading(
        f"{text}: take one with r or o on the column", "bad", column=row.key, finding=True
    )


def _is_of(row: AlignedRow, column: str) -> bool:
    """Whether a foreign key is one of this column alone."""
    return any(cell and cell.text.startswith(f"({column}) ") for cell in (row.remote, row.local))


def _target(cell: Cell | None) -> str:
    return cell.text.partition("→ ")[2].split(" ")[0] if cell else ""


def leads_to(row: AlignedRow) -> list[str]:
    """The tables that a column or a foreign key points at, the merged one's first."""
    if row.kind not in ("column", "foreign key"):
        return []
    found = (_target(cell) for cell in (row.merged, row.remote, row.local))
    return [key for key in dict.fromkeys(found) if key]


def columns_of(entry: Entry) -> tuple[Side | None, ...]:
    """Which columns there are: remote, merged (None), local; a side without the table has none."""
    sides: tuple[Side | None, ...] = ("remote", None, "local")
    missing = {"remote-only": "local", "local-only": "remote"}.get(entry.presence)
    return tuple(s for s in sides if s is None or s != missing)


def heading_line(entry: Entry, width: int, told: Told, names: int, glyphs: Glyphs) -> Line:
    """The words above the columns. What is not composed of all yet is said to be so."""
    merged = _MERGED[told]
    if entry.section in ("functions", "others"):  # line by line, in full
        legend = f"{glyphs['remote']} remote  {glyphs['local']} local  "
        legend += f"{glyphs['from-remote']} {glyphs['from-local']} {merged}"
        return [(fit(f" {legend}", width, glyphs["cut"]), "dim")]
    words = [merged if side is None else side for side in columns_of(entry)]
    room = _names_room(width, names)
    size = _cell_width(width - room, len(words))
    return [
        (" " * (4 + room), "plain"),
        ("   ".join(fit(w, size, glyphs["cut"]) for w in words), "dim"),
    ]


def names_width(lines: Sequence[TableLine]) -> int:
    """How wide the longest name of a column is, as rows are called. Other names are cut to it, or
    to what tells them from each other where the columns are called ``id`` and ``x``."""
    rows = [line for line in lines if isinstance(line, AlignedRow) and line.kind != "definition"]
    return max(
        (
            cell_len(r.key) if r.kind == "column" else min(cell_len(r.key), _PART_NAMES)
            for r in rows
        ),
        default=0,
    )


def _names_room(width: int, names: int) -> int:
    """Cells for the names of rows, which stand once and before the sides, and a space."""
    return min(names, max(width // 4, 8)) + 1 if names else 0


def heading(line: Heading, width: int, glyphs: Glyphs) -> Line:
    """A sentence, or the start of a group."""
    return [(fit(f" {glyphs.clean(line.text)}", width, glyphs["cut"]), line.style)]


def table_line(line: AlignedRow, entry: Entry, width: int, glyphs: Glyphs, names: int) -> Line:
    """One row of the side-by-side view; ``names`` cells are for the names of columns."""
    sides = columns_of(entry)
    alone = len(sides) < 3 and line.mark != "merged"  # all of it is of the one side
    mark = _becomes(line) if alone else line.mark
    pieces: list[Piece] = [
        (f" {glyphs[mark] if mark else ' '}", _MARK_STYLES[mark or line.mark]),
        (f"{_choice_mark(line)} ", "accent"),
    ]
    if line.kind == "definition":
        return [*pieces, *_definition(line, width - 4, glyphs)]
    if room := _names_room(width, names):
        name = fit(_short_name(line, entry, glyphs), room - 1, glyphs["cut"])
        pieces += [(name, "strong" if line.kind == "column" else "dim"), (" ", "plain")]
    size = _cell_width(width - room, len(sides))
    for number, side in enumerate(sides):
        if number:
            source = " " if alone else _source(line, sides[number - 1], side, glyphs)
            pieces.append((f" {source} ", "dim"))
        cell = line.merged if side is None else getattr(line, side)
        pieces += _cell(line, cell, size, glyphs, before=bool(room))
    return pieces


def _short_name(row: AlignedRow, entry: Entry, glyphs: Glyphs) -> str:
    """The name of a column; of a constraint or an index what follows the table's name in it."""
    name = glyphs.clean(row.key)
    table = entry.remote or entry.local
    if row.kind == "column" or table is None or not row.key.startswith(f"{table.name.name}_"):
        return name
    return glyphs["cut"] + glyphs.clean(row.key[len(table.name.name) + 1 :])


def _becomes(row: AlignedRow) -> Mark | None:
    """How the merged one differs from the only side that there is."""
    side = row.remote or row.local
    if row.merged is None or side is None or row.merged.text == side.text:
        return None
    types = [cell.text.partition(" ")[0] for cell in (row.merged, side)]
    return "type" if row.kind == "column" and types[0] != types[1] else "differs"


def _definition(line: AlignedRow, width: int, glyphs: Glyphs) -> list[Piece]:
    """A line of a definition, with a mark where it is the merged one's too."""
    cell = line.remote or line.local or line.merged
    taken = line.merged is not None and line.mark in ("remote", "local")
    mark = glyphs[f"from-{line.mark}"] if taken else " "
    text = glyphs.clean(cell.text) if cell else ""
    return [(f"{mark} ", "dim"), (fit(text, width - 2, glyphs["cut"]), "plain")]


def _cell_width(width: int, columns: int) -> int:
    return max((width - 4 - 3 * (columns - 1)) // columns, 4)


def _choice_mark(row: AlignedRow) -> str:
    if row.choice is None:
        return " "
    return row.choice.take[0].upper() if row.choice.take else "*"


def _source(row: AlignedRow, left: Side | None, right: Side | None, glyphs: Glyphs) -> str:
    """Between two cells: from where the merged one was taken, where the sides differ."""
    if row.merged is None or row.mark in ("equal", "merged"):
        return " "
    side = left or right
    other: Side = "local" if side == "remote" else "remote"
    assert side is not None
    same = getattr(row, side) == row.merged and getattr(row, other) != row.merged
    return glyphs[f"from-{side}"] if same else " "


def _cell(
    row: AlignedRow, cell: Cell | None, size: int, glyphs: Glyphs, *, before: bool
) -> list[Piece]:
    """One side of a row. The name stands ``before`` the sides; in a cell, where it is another one
    there, or where there is no room before."""
    if cell is None:
        return [(fit(glyphs["dot"], size), "dim")]
    name, text = glyphs.clean(cell.name), glyphs.clean(cell.text)
    cut = glyphs["cut"]
    if row.kind != "column":
        says = row.kind in _NAMED and not (before and cell.name == row.key)
        return [(fit(f"{name}: {text}" if says else text, size, cut), "plain")]
    text = with_short_types(text)
    if cell.name == row.key:
        return [(fit(text, size, cut), "plain")]
    room = min(cell_len(name), max(size - 4, size // 2))
    return [
        (fit(name, room, cut), "strong"),
        (" ", "plain"),
        (fit(text, size - room - 1, cut), "plain"),
    ]


def fact_lines(triage: Triage, entry: Entry, width: int, glyphs: Glyphs) -> list[Line]:
    """Two lines: the decision with its reason; whom the table concerns."""
    cut = glyphs["cut"]
    return [
        spread(_decision_line(triage, entry, glyphs), [], width, cut),
        [(fit(f" {glyphs.clean(_concerns(triage, entry, glyphs))}", width, cut), "dim")],
    ]


def _decision_line(triage: Triage, entry: Entry, glyphs: Glyphs) -> Line:
    decision = entry.decision
    words: str = decision.action
    if decision.action == "merge":
        words += f", prefer {triage.decisions.defaults.prefer}"
    if decision.action == "undecided":
        stays = "as the remote has it"
        if entry.presence == "local-only":
            stays = "not in the merged schema"
        elif entry.section != "tables":
            stays = _unless_decided(triage, entry)
        words += f", so far {stays}"
    for name, value in (
        ("", decision.into),
        ("named ", decision.name),
        ("remote named ", decision.remote_name),
        ("local named ", decision.local_name),
        ("rows: ", "discard" if decision.rows == "discard" else None),
    ):
        if value:
            words += f" {name or glyphs['into'] + ' '}{value}"
    if decision.view:
        words += ", a view under the old name"
    pieces: list[Piece] = [(f" {glyphs[entry.state]} ", "plain"), (glyphs.clean(words), "strong")]
    if entry.state in ("stale", "blocked"):
        pieces.append((f"  {MARKS[entry.state].words}", "warn"))
    if decision.reason:
        pieces.append((f'  "{glyphs.clean(decision.reason)}"', "dim"))
    return pieces


def _unless_decided(triage: Triage, entry: Entry) -> str:
    if all(isinstance(side, Enum) for side in entry.definitions):
        return "the union of both sides' values"
    return f"as the {triage.decisions.defaults.prefer} has it"


def _concerns(triage: Triage, entry: Entry, glyphs: Glyphs) -> str:
    if entry.section != "tables":
        return f"a {entry.section.removesuffix('s')} that both sides define differently"
    words = []
    by = triage.sides.referenced_by
    names = sorted({*by["remote"].get(entry.key, ()), *by["local"].get(entry.key, ())})
    if names:
        words.append(f"referenced by {len(names)}: {', '.join(names)}")
    else:
        words.append("referenced by none")
    if entry.faults:
        words.insert(0, f"{entry.faults} fault{'s' if entry.faults > 1 else ''}")
    return f" {glyphs['dot']} ".join(words)


def title_of(triage: Triage, entry: Entry, glyphs: Glyphs) -> str:
    """Presence, phase and rows, for the frame of the pane."""
    where = {"common": "on both sides"}.get(entry.presence, entry.presence.replace("-", " "))
    words = [where]
    if entry.section == "tables":
        words.append(triage.decisions.phases.get(entry.phase or "", "no phase"))
    if entry.rows is not None:
        words.append(f"~{entry.rows:,} rows")
    return glyphs.clean(f" {glyphs['dot']} ".join(words))


def full_lines(
    line: TableLine | None, entry: Entry, width: int, height: int, glyphs: Glyphs
) -> list[Line]:
    """All of what stands at the cursor, as far as ``height`` lines hold it."""
    found = [
        fold
        for words, style in _full(line, entry, glyphs)
        for fold in _wrapped(words, style, width)
    ]
    if height < 1:
        return []  # not laid out yet, or not any more
    if len(found) > height:
        found = found[:height]
        text, style = found[-1][0]
        found[-1] = [(fit(f"{text} {glyphs['cut']}", width, glyphs["cut"]), style)]
    return list(found)


def _wrapped(words: str, style: str, width: int) -> list[list[Piece]]:
    return [[(f" {text}", style)] for text in wrap(words, max(width - 2, 8))]


def _full(line: TableLine | None, entry: Entry, glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    if line is None:
        return
    if isinstance(line, Heading):
        yield glyphs.clean(line.text), "plain"
        return
    both = entry.presence == "common" or line.mark == "merged"
    mark = line.mark if both else _becomes(line)
    words = [MARKS[mark].words] if mark else []
    if line.kind != "column":
        words.insert(0, line.kind)
    if line.likeness is not None:
        words.append(str(line.likeness))
    if line.choice is not None:
        said = {f.name: getattr(line.choice, f.name) for f in fields(line.choice)}
        kept = (f"{n} = {quoted(v)}" for n, v in said.items() if v is not None)
        words.append(f"choice: {', '.join(kept)}")
    if words:
        yield glyphs.clean("; ".join(words)), "dim"
    for side in columns_of(entry):
        cell = line.merged if side is None else getattr(line, side)
        if cell is not None:
            told = cell.text if cell.name == cell.text else str(cell)  # a value is its own name
            yield f"{side or 'merged'}: {glyphs.clean(told)}", "plain"
