"""The notation of the text files under tables/: a table in a line or two, read into values.

The files hold what a person wrote; this module only reads them. Types that a column leaves out are
told from its name (``kinds.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from generator.kinds import kind_of

Side = Literal["remote", "local"]

_TOKEN = re.compile(
    r"(?P<raw>\^?)(?P<name>[A-Za-z]\w*)"
    r"(?::(?P<type>[\w().,\[\]/]+))?"
    r"(?P<flags>[!*]*)"
    r"(?:=(?P<default>'[^']*'|[\w.]+))?"
    r"(?:#(?P<generated>[^>\s]+))?"
    r"(?:>(?P<target>[\w./()]*))?\Z"
)
_HEAD = re.compile(r"(?P<again>again |exists )?(?P<name>\w+)(?P<mixins>(?: [+-]\w+)*)(?::|\Z)")
_LIST = re.compile(r"(unique|pk)\((\S+)\)\Z")


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    not_null: bool = False
    unique: bool = False
    default: str | None = None
    generated: str | None = None
    references: tuple[str, str] | None = None  # table, column
    unquoted: bool = False


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    uniques: tuple[tuple[str, ...], ...] = ()
    primary: tuple[str, ...] = ("id",)
    again: Literal["", "again", "exists"] = ""
    common: bool = False

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)


@dataclass(frozen=True)
class Section:
    title: str
    style: str = ""
    tables: list[Table] = field(default_factory=list)


def lines(path: Path) -> Iterator[str]:
    """The lines of a file without comments, continuation lines joined to the line they continue."""
    held = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("  "):
            held += " " + line.strip()
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def pairs(path: Path) -> dict[str, str]:
    """A file of ``name: text`` lines."""
    return dict(line.split(": ", 1) for line in lines(path))


@dataclass(frozen=True)
class Reader:
    """Reads tables of one side, which gives the type of keys."""

    side: Side
    enums: Mapping[str, Sequence[str]]
    mixins: Mapping[str, str] = field(default_factory=dict)
    shorthand: Mapping[str, str] = field(default_factory=dict)

    @property
    def key_type(self) -> str:
        return "uuid" if self.side == "remote" else "text"

    def sections(self, path: Path, common: Mapping[str, Table]) -> list[Section]:
        """The sections of a file; ``common`` has the tables that ``@name`` stands for."""
        found: list[Section] = []
        first: dict[str, Table] = {}
        defaults: list[str] = []
        for line in lines(path):
            if line.startswith("["):
                title, mixins, style = (*line.strip("[]").split(" : "), "", "")[:3]
                defaults = mixins.split()
                found.append(Section(title, style))
            elif line.startswith("@"):
                found[-1].tables.append(common[line[1:]])
            else:
                table = self.table(line, defaults)
                if table.again and not table.columns:
                    earlier = first.get(table.name) or common[table.name]
                    columns = tuple(replace(c, unquoted=False) for c in earlier.columns)
                    table = replace(earlier, columns=columns, again=table.again)
                first.setdefault(table.name, table)
                found[-1].tables.append(table)
        return found

    def table(self, line: str, defaults: Sequence[str]) -> Table:
        head = _HEAD.match(line)
        assert head, line
        own = line[head.end() :].split()
        changes = head["mixins"].split()
        again = (head["again"] or "").strip()
        if again and not own:
            return Table(head["name"], (), again=again)  # type: ignore[arg-type]
        keyless = "-id" in changes
        wanted = [m for m in defaults if f"-{m}" not in changes]
        wanted += [c[1:] for c in changes if c.startswith("+")]
        tokens = [] if keyless else ["id"]
        # A table reads as people write it: whose it is, what it is, then who made it and when.
        leading = [m for m in wanted if m in ("org", "describe", "period")]
        trailing = [m for m in wanted if m not in leading]
        tokens += [t for m in leading for t in self.mixins[m].split()]
        tokens += own
        tokens += [t for m in trailing for t in self.mixins[m].split()]
        if self.side == "remote":
            tokens += ["created_at", "updated_at"]
        columns, uniques, primary = self.columns(tokens, head["name"])
        return Table(head["name"], columns, uniques, primary, again)  # type: ignore[arg-type]

    def columns(
        self, tokens: Sequence[str], table: str
    ) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]:
        """Columns, unique constraints and primary key that the tokens of a table say."""
        columns: dict[str, Column] = {}
        uniques: list[tuple[str, ...]] = []
        primary: tuple[str, ...] = ("id",)
        for token in tokens:
            if match := _LIST.match(token):
                names = tuple(match[2].split(","))
                if match[1] == "unique":
                    uniques.append(names)
                else:
                    primary = names
                continue
            column = self.column(token, table)
            columns.setdefault(column.name, column)
        return tuple(columns.values()), tuple(uniques), primary

    def column(self, token: str, table: str) -> Column:
        if token.startswith("@"):
            name = token[1:].rstrip("!*")
            column, _, table_name = self.shorthand[name].partition(">")
            token = f"{column}{token[1 + len(name) :]}>{table_name}"
        match = _TOKEN.match(token)
        assert match, f"{table}: {token}"
        name, flags = match["name"], match["flags"]
        if name == "id" and match["type"] is None:
            function = "gen_random_uuid()"
            return Column("id", self.key_type, True, default=function)
        target = self._side(match["target"])
        kind = kind_of(name, self._side(match["type"]), self.side, target is not None)
        default: str | None = match["default"] or kind.default
        if kind.type in self.enums and "!" in flags and default is None:
            default = f"'{self.enums[kind.type][0]}'"
        if match["generated"]:
            default = None
        return Column(
            name,
            kind.type,
            ("!" in flags or kind.not_null) and not match["generated"],
            "*" in flags,
            default,
            match["generated"] and match["generated"].replace("~", " "),
            self._target(target, table),
            bool(match["raw"]),
        )

    def _side(self, text: str | None) -> str | None:
        """The part of ``remote/local`` that is this side's."""
        if text is None or "/" not in text:
            return text
        remote, local = text.split("/")
        return (remote if self.side == "remote" else local) or None

    @staticmethod
    def _target(text: str | None, table: str) -> tuple[str, str] | None:
        if text is None:
            return None
        name, _, column = text.rstrip(")").partition("(")
        return (table if name == "." else name, column or "id")

    def common(self, path: Path) -> dict[str, Table]:
        """This side's half of the tables that both sides have."""
        tables: dict[str, Table] = {}
        found: dict[str, list[str]] = {}
        name = part = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if not line.startswith(" "):
                name, part = line, ""
                found[name] = []
                continue
            words = line.split()
            if words[0] in ("both:", "pairs:", "remote:", "local:"):
                part, words = words[0].rstrip(":"), words[1:]
            if part in ("both", self.side):
                found[name] += words
            elif part == "pairs":
                found[name] += [self._side(word) or "" for word in words]
        for name, tokens in found.items():
            # When a row was made and changed stands last, as in every other table.
            tokens.sort(key=lambda token: token.startswith(("created", "updated")))
            columns, uniques, primary = self.columns(tokens, name)
            tables[name] = Table(name, columns, uniques, primary, common=True)
        return tables
