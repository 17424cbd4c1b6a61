"""SQL text of one side, made to say the same of the merged catalog.

Tables and columns take their new names. Where a column takes another type, a comparison keeps its
meaning: ``user_id = (auth.uid())::text`` becomes ``user_id = auth.uid()`` where ``user_id`` turns
``uuid``, and what cannot be told is cast back to the type that the text was written for. The
invariant: text that touches nothing that changes comes out as it went in, letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from mergetui.catalog.model import Table
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.scope import Scope, outputs
from mergetui.merge.walker import Walker

Form = Literal["expression", "query", "index", "partition", "trigger", "exclusion", "function"]

# What stands before a fragment in the statement that the grammar takes.
_FRAMES: Mapping[str, str] = MappingProxyType(
    {
        "expression": "SELECT ",
        "query": "",
        "index": "CREATE INDEX i ON {table} ",
        "trigger": "",
        "exclusion": "ALTER TABLE {table} ADD ",
        "function": "",
    }
)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The text, and what it speaks of that the merged catalog does not have."""

    text: str
    lost: tuple[str, ...] = ()
    stable: tuple[str, ...] = ()  # casts put in that are not immutable: no index can hold them
    raises: tuple[str, ...] = ()  # casts put in that refuse some values of the new type
    joined: bool = False  # whether a JOIN USING was changed: renames alone leave another text


def rewrite(text: str, fates: Fates, form: Form, table: Table | None = None) -> Rewritten:
    """Rewrite a fragment of one side. ``table`` is the source table whose columns it may name."""
    if not fates.touch(text):
        return Rewritten(text)
    if form == "partition":  # RANGE (a, lower(b)), which reads as an index does
        strategy, _, columns = text.partition(" ")
        new = rewrite(f"USING btree {columns}", fates, "index", table)
        return replace(new, text=new.text.replace("USING btree", strategy, 1))
    from postgast import PgQueryError, deparse, parse  # noqa: PLC0415 (costs an eighth of a second)

    frame = _FRAMES[form].format(table=table.name.sql if table else "t")
    try:
        tree = parse(frame + text)
    except PgQueryError as error:
        return Rewritten(text, (f"text that the grammar does not take: {error}",))
    walker = Walker(fates)
    scope = Scope.of(table, fates)
    if form == "expression":
        # not through the SELECT: the fragment is no output column
        walker.walk(tree.stmts[0].stmt.select_stmt.target_list[0].res_target.val, scope)
    else:
        walker.walk(tree, scope)
    lost = tuple(sorted(walker.lost))
    if not walker.changed:
        return Rewritten(text, lost)
    out: str = deparse(tree)
    if form == "expression":
        out = out.removeprefix(frame)
    elif form == "index":
        body = out.split(" ON ", 1)[1]
        method = body.find(" USING ")
        out = body[method + 1 :] if method >= 0 else "USING btree " + body[body.index("(") :]
    elif form == "exclusion":
        out = out.split(" ADD ", 1)[1]
    stable, raises = tuple(sorted(walker.stable)), tuple(sorted(walker.raises))
    return Rewritten(out, lost, stable, raises, walker.joined)


def view_outputs(query: str, fates: Fates) -> Mapping[str, Fate]:
    """The columns of a view that take another type, by name."""
    if not fates.touch(query):
        return {}
    from postgast import PgQueryError, parse  # noqa: PLC0415

    try:
        tree = parse(query)
    except PgQueryError:
        return {}
    named = Walker(fates).named
    return outputs(tree.stmts[0].stmt.select_stmt, fates, named, Scope())


@cache
def normal(text: str, form: Form) -> str:
    """A fragment as the grammar alone would print it, so that two spellings of one are equal."""
    from postgast import PgQueryError, deparse, parse  # noqa: PLC0415

    try:
        return str(deparse(parse(_FRAMES[form].format(table="t") + text)))
    except PgQueryError:
        return text
