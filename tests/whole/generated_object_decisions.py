"""Decisions at random about types, functions, views, sequences and other objects."""

from __future__ import annotations

from collections.abc import Mapping

from generated_side import Dice

from mergetui.decisions.model import Action, ObjectDecision

# what nothing in a schema needs, so that it may go
_LEAVES = {
    *("w", "joined", "counted", "every id", "grouped", "checked", "over m", "M v"),
    *("twice(text)", "tidy(integer, public.mood)", "total(bigint)", "listed(public.mood)"),
    *("publication changes", "text search configuration public.finding"),
}
_RENAMED = {
    "types": "{} kind",
    "functions": "{} else",
    "views": "{} new",
    "sequences": "{} more",
}


def of_section(
    dice: Dice, section: str, mine: Mapping[str, str], theirs: Mapping[str, str], *, apart: bool
) -> dict[str, ObjectDecision]:
    """A decision for each object that the sides define differently, and for a few of the others.

    ``mine`` and ``theirs`` are objects of the remote and the local with their definitions;
    ``apart`` says that what reads a thing may read something else on either side after the merge.
    """
    found: dict[str, ObjectDecision] = {}
    for key in sorted(mine.keys() ^ theirs.keys()):
        if not dice.rarely():
            continue
        if key in _LEAVES and dice.some():
            found[key] = ObjectDecision(action="drop")
        elif section != "others":
            called = _RENAMED[section].format(key.partition("(")[0])
            found[key] = ObjectDecision(action="keep", name=called)
    for key in sorted(mine.keys() & theirs.keys(), key=lambda k: (k == "few", k)):
        # a domain over another is what that one is
        follows = (
            found.get("positive") is not None if key == "few" else section != "types" and apart
        )
        if mine[key] == theirs[key] and not follows and not dice.rarely():
            continue
        if key == "mood" and dice.some():
            found[key] = ObjectDecision(action="merge")
            continue
        actions: list[Action] = ["keep-remote", "keep-local"]
        actions += ["keep-both"] * (section != "others")
        action = dice.one(actions)
        new = _RENAMED[section].format(key.partition("(")[0]) if action == "keep-both" else None
        called_so, named = dice.some(), section in _RENAMED and not new
        found[key] = ObjectDecision(
            action=action,
            name=f"another {key[:3]}" if named and dice.rarely() else None,
            remote_name=new if called_so else None,
            local_name=None if called_so else new,
        )
    return found
