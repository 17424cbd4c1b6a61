"""decisions.toml on disk. It owns the invariant that a choice is on disk, in a file that is whole
at every instant, before ``set_table`` returns, and that no session overwrites another's choice.

Only the text of the blocks concerned is replaced: what hands wrote elsewhere stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Self

from mergetui.decisions.lock import locked
from mergetui.decisions.many import Many
from mergetui.decisions.model import Decisions, ObjectDecision, TableDecision
from mergetui.decisions.outline import (
    Blocks,
    Lines,
    Outline,
    Statement,
    block_of,
    headers_are_plain,
    outline,
)
from mergetui.decisions.read import fmt, read, rewrite
from mergetui.decisions.save import save
from mergetui.decisions.write import (
    OBJECT_SECTIONS,
    Block,
    gather,
    header,
    object_blocks,
    render,
    table_blocks,
    write,
)
from mergetui.errors import InputError, Mistake, Place

__all__ = ["Conflict", "DecisionsFile", "fmt", "read", "write"]

SECTIONS = ("tables", *OBJECT_SECTIONS)

_MANY = 8  # blocks, from which on it is worth to know where all stand

Decision = TableDecision | ObjectDecision
Key = tuple[str, str]  # ("tables", "api_keys")
Edit = tuple[int, int, str]  # from, to, and what stands there instead


class Conflict(Exception):
    """The same block was changed here and on disk. Nothing was written.

    ``theirs`` is what the file says now, None where the block is gone. After ``reload`` the
    file's own choice is known, and setting it again overwrites it.
    """

    def __init__(self, theirs: Mapping[Key, Decision | None]) -> None:
        self.theirs = theirs
        names = ", ".join(key for _, key in theirs)
        super().__init__(f"{names}: decided otherwise in the file meanwhile. Nothing was written.")


class Seen(NamedTuple):
    """What the file said when it was looked at, and the text that was known before."""

    base: str
    text: str
    decisions: Decisions
    plain: bool  # see ``headers_are_plain``


class DecisionsFile:
    """A decisions.toml and the last text of it that was seen."""

    def __init__(self, path: Path, text: str, decisions: Decisions) -> None:
        self.path = path
        self.text = text
        self.decisions = decisions
        self._plain = headers_are_plain(text)
        self._written = "", b""  # last, and the bytes of it

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file. Raises InputError where there is none or it holds mistakes."""
        text = load_text(path)
        decisions = read(text, Place(str(path)))
        return cls(path, text, _kept(decisions, decisions))

    @property
    def lines(self) -> Lines:
        """Where things stand in the text, for mistakes that the schemas show."""
        return Lines(str(self.path), self.text)

    def set_table(self, key: str, decision: TableDecision) -> set[str]:
        """Save a choice; see ``set_tables``."""
        return self.set_tables({key: decision})

    def set_tables(self, changes: Mapping[str, TableDecision]) -> set[str]:
        """Save choices in one step: all or none.

        Returns the keys that others changed on disk meanwhile, which are taken over. Raises
        Conflict where they changed the same block, InputError where the file cannot be read or
        written; then nothing is.
        """
        return self.set_blocks({("tables", key): decision for key, decision in changes.items()})

    def set_objects(self, section: str, changes: Mapping[str, ObjectDecision]) -> set[str]:
        """Save choices of ``types``, ``functions``, ``views`` or ``sequences``."""
        return self.set_blocks({(section, key): decision for key, decision in changes.items()})

    def set_blocks(self, changes: Mapping[Key, Decision]) -> set[str]:
        """Save choices of any sections in one step; see ``set_tables``."""
        with _locked(self.path):
            return self._save(changes)

    def reload(self) -> set[str]:
        """Take in what changed on disk; the keys concerned, sections named by their own name.

        Raises InputError where the file is broken; what was known before stays.
        """
        return self.adopt(self.peek()) or set()

    def peek(self) -> Seen:
        """What the file says now. Changes nothing here, so that another thread may look.

        Raises InputError where the file is broken.
        """
        base, text = self.text, load_text(self.path)
        if text == base:
            return Seen(base, text, self.decisions, self._plain)
        decisions = _kept(self.decisions, read(text, Place(str(self.path))))
        return Seen(base, text, decisions, headers_are_plain(text))

    def adopt(self, seen: Seen) -> set[str] | None:
        """Take over what was seen; the keys that changed, or None where a save came between."""
        if seen.base != self.text:
            return None
        changed = _changed(self.decisions, seen.decisions)
        self.text, self._plain = seen.text, seen.plain
        if changed:  # else the very decisions stay, which what was made of them is known by
            self.decisions = seen.decisions
        return changed

    @classmethod
    def reform(cls, path: Path) -> bool:
        """Put the file into its canonical form; whether it was not yet. Raises InputError."""
        with _locked(path):
            text = fmt(load_text(path), Place(str(path)))
            if text.encode() == path.read_bytes():
                return False
            save(path, text)
            return True

    def _save(self, changes: Mapping[Key, Decision]) -> set[str]:
        text, decisions, taken = self._text_now(), self.decisions, set[str]()
        plain = self._plain
        if text != self.text:
            plain = headers_are_plain(text)
            decisions = _kept(self.decisions, read(text, Place(str(self.path))))
            theirs = {
                key: _get(decisions, key)
                for key, mine in changes.items()
                if _get(decisions, key) not in (_get(self.decisions, key), mine)
            }
            if theirs:
                raise Conflict(theirs)
            taken = _changed(self.decisions, decisions)
        changes = {k: d for k, d in changes.items() if _get(decisions, k) != d}
        after = with_blocks(decisions, changes)
        if changes:
            new, plain = _replaced(text, plain, changes, after)
            self._written = new, save(self.path, new)
            text = new
        self.text, self.decisions, self._plain = text, after, plain
        return taken

    def _text_now(self) -> str:
        """The text of the file: the very one that is known where it is so, since copies of some
        megabytes for each choice would be felt. Raises InputError."""
        written, data = self._written
        with suppress(OSError):  # else it is told below
            if written is self.text and self.path.read_bytes() == data:
                return written
        return load_text(self.path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        with locked(path):
            yield
    except OSError as error:
        raise InputError(f"{path} cannot be locked: {error.strerror}.") from None


def load_text(path: Path) -> str:
    """The text of a file with LF line ends. Raises InputError where it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        return text if text.endswith("\n") else text + "\n"
    except FileNotFoundError:
        raise InputError(
            f"{path} does not exist. Make one: mergetui init --remote SRC --local SRC"
        ) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(
            Mistake("this line is not UTF-8. Save the file as UTF-8.", Place(str(path), line))
        ) from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None


def _get(decisions: Decisions, key: Key) -> Decision | None:
    section, name = key
    found: Decision | None = getattr(decisions, section).get(name)
    return found


def with_blocks(decisions: Decisions, changes: Mapping[Key, Decision]) -> Decisions:
    """Decisions with these blocks in the place of their own."""
    sections: dict[str, dict[str, Decision]] = {}
    for (section, name), decision in changes.items():
        sections.setdefault(section, {})[name] = decision
    after: dict[str, Any] = {
        section: Many.of(getattr(decisions, section)).put(blocks)
        for section, blocks in sections.items()
    }
    return replace(decisions, **after)


def _kept(old: Decisions, new: Decisions) -> Decisions:
    """``new`` with the very decisions of ``old`` that it says again, so that what was made of them
    still holds."""
    kept: dict[str, Any] = {}
    for section in SECTIONS:
        before, after = getattr(old, section), getattr(new, section)
        others = {k: d for k, d in after.items() if before.get(k) is not d and before.get(k) != d}
        if before.keys() == after.keys():
            kept[section] = Many.of(before).put(others)
        else:
            kept[section] = Many({k: others.get(k) or before[k] for k in after})
    return replace(new, **kept)


def _changed(old: Decisions, new: Decisions) -> set[str]:
    """The keys of changed blocks, and ``[sources]`` ... for the sections without keys."""
    changed = {f"[{s}]" for s in ("sources", "defaults", "phases") if _differs(old, new, s)}
    for section in SECTIONS:
        before, after = (Many.of(getattr(of, section)) for of in (old, new))
        changed |= {k for k in before.differing(after) if before.get(k) != after.get(k)}
    return changed


def _differs(old: Decisions, new: Decisions, field: str) -> bool:
    return bool(getattr(old, field) != getattr(new, field))


def _replaced(
    text: str, plain: bool, changes: Mapping[Key, Decision], after: Decisions
) -> tuple[str, bool]:
    """The text with the blocks of ``changes`` replaced, and whether its headers are plain."""
    edits: list[Edit | None] = []
    found_in = Blocks(text).of if len(changes) > _MANY else partial(block_of, text)
    for key, decision in changes.items():
        found = found_in(header(*key)) if plain else None
        edits.append(found and _edit_block(*found, key, decision))
    if None in edits:
        old = outline(text)
        edits = [_edit(old, key, decision) for key, decision in changes.items()]
        if None in edits:  # written in a form that has no block of its own to replace
            new = rewrite(after, old)
            return new, headers_are_plain(new)
    made = sorted(edit for edit in edits if edit is not None)
    return _edited(text, made), plain and all(headers_are_plain(block) for _, _, block in made)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    if len(edits) == 1:
        start, end, block = edits[0]
        if text.find(old := text[start:end]) == start:
            return text.replace(old, block, 1)  # without copies of what stands around it
    parts, at = [], 0
    for start, end, block in edits:
        parts += [text[at:start], block]
        at = end
    return "".join([*parts, text[at:]])


def _edit(old: Outline, key: Key, decision: Decision) -> Edit | None:
    """Which part of the text a block's new text replaces; None where that needs more."""
    own = [i for i, s in enumerate(old.statements) if s.path[:2] == key]
    if not own:
        blocks = _blocks(key, decision)
        return _insertion(old, key, render(blocks, gather((), (), blocks)))
    first, last = own[0], own[-1]
    statements = old.statements[first : last + 1]
    contiguous = len(own) == len(statements)
    if not contiguous or not statements[0].header or statements[0].path != key:
        return None
    return _edit_block(0, statements, key, decision)


def _edit_block(at: int, statements: tuple[Statement, ...], key: Key, decision: Decision) -> Edit:
    """The new text of a block whose statements are told from the offset ``at`` on."""
    statements = (statements[0]._replace(above=()), *statements[1:])
    blocks = _blocks(key, decision)
    new = render(blocks, gather(statements, (), blocks))
    return at + statements[0].start, at + statements[-1].end, new


def _blocks(key: Key, decision: Decision) -> list[Block]:
    if isinstance(decision, TableDecision):
        return table_blocks(key[1], decision)
    return object_blocks(key[0], key[1], decision)


def _insertion(old: Outline, key: Key, block: str) -> Edit | None:
    """Where a new block stands: after the last one of its section with a lesser name."""
    section, name = key
    lesser = [
        i for i, s in enumerate(old.statements) if s.path[0] == section and s.path[1:] < (name,)
    ]
    if not lesser:
        return None
    at, following = old.statements[lesser[-1]].end, old.statements[lesser[-1] + 1 :]
    if (following[0].above if following else (*old.below, ""))[:1] != ("",):
        return None  # a comment that ends the block before stands in between
    return at, at, f"\n{block}"
