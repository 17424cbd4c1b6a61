r"""psql's variables: what ``\set`` says, and ``:name``, ``:'name'``, ``:"name"`` in SQL.

psql's own rules, as far as a value is a constant: nothing is run, and nothing is asked of the
environment. Invariant: text in quotes and comments is never touched, and a variable that is not set
stays as it stands, as psql leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping

from mergetui.catalog.names import quote_literal
from mergetui.catalog.pieces import whole_token

_USE = re.compile(r""":(?:'(?P<literal>\w+)'|"(?P<name>\w+)"|(?P<plain>\w+))""")
_ARGUMENT = re.compile(
    r"""\s+|'(?P<quoted>(?:[^'\\]|''|\\.)*)'|(?P<use>:'\w+'|:"\w+"|:\w+)|(?P<plain>"[^"]*"|[^\s'"`:]+|:)""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"''|\\(?P<code>.)", re.DOTALL)
_CODES = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f"}


def follow(line: str, variables: MutableMapping[str, str]) -> bool:
    r"""Do what ``\set`` or ``\unset`` says. False where the line is another command, or its value
    is no constant: of a shell, of a query, of digits after a backslash."""
    command, *rest = line.split(maxsplit=1)
    said = rest[0] if rest else ""
    if command == "\\unset":
        variables.pop(said.strip(), None)
        return True
    if command != "\\set":
        return False
    name, *values = said.split(maxsplit=1)[:2] if said.strip() else [""]
    if not re.fullmatch(r"\w*", name):
        return False
    value = _value(values[0], variables) if values else ""
    if value is not None and name:
        variables[name] = value
    return value is not None


def _value(text: str, variables: Mapping[str, str]) -> str | None:
    """All arguments of ``\\set``, one after the other; None where one is no constant."""
    found, at = "", 0
    while at < len(text):
        argument = _ARGUMENT.match(text, at)
        if argument is None:
            return None
        if (quoted := argument["quoted"]) is not None:
            if any(m["code"] and m["code"].isdigit() for m in _ESCAPE.finditer(quoted)):
                return None
            found += _ESCAPE.sub(
                lambda m: _CODES.get(m["code"], m["code"]) if m["code"] else "'", quoted
            )
        elif argument["use"]:
            found += interpolated(argument["use"], variables)
        else:
            found += argument["plain"] or ""
        at = argument.end()
    return found


def interpolated(text: str, variables: Mapping[str, str]) -> str:
    """SQL with the values of the variables that are set. A plain value is read on as SQL, with
    quotes and variables of its own, but for the variable that it is of."""
    if not variables or ":" not in text:
        return text
    done: list[str] = []
    at = 0
    inside: list[tuple[str, int]] = []  # the variables whose values are read, and what comes after
    while at < len(text):
        inside = [(name, after) for name, after in inside if len(text) - at > after]
        use = None if text.startswith(("::", ":="), at) else _USE.match(text, at)
        name = use[use.lastgroup or 0] if use else ""
        if use is None or name not in variables:
            end = use.end() if use else _end(text, at)
            done.append(text[at:end])
            at = end
        elif use["plain"] is None:
            done.append(_quoted(variables[name], identifier=use["name"] is not None))
            at = use.end()
        elif any(name == outer for outer, _ in inside):
            done.append(use[0])
            at = use.end()
        else:
            inside.append((name, len(text) - use.end()))
            text = variables[name] + text[use.end() :]
            at = 0
    return "".join(done)


def _end(text: str, at: int) -> int:
    if text[at] != ":":
        return whole_token(text, at)
    return at + 2 if text.startswith(("::", ":="), at) else at + 1


def _quoted(value: str, *, identifier: bool) -> str:
    return '"' + value.replace('"', '""') + '"' if identifier else quote_literal(value)


def unknown(text: str, position: int) -> str | None:
    """The variable that stands at a position of SQL which the grammar refuses there."""
    use = _USE.match(text, position)
    return use[use.lastgroup or 0] if use else None
