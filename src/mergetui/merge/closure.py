"""What a choice drags in: the types and functions that come with a table of the local side, and
the tables that it points at and nobody has decided; and who reads more rows than before where
tables come together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from mergetui.catalog.model import Catalog, Table
from mergetui.catalog.names import Name, quote_literal
from mergetui.decisions.model import Side
from mergetui.merge.model import Consequence
from mergetui.merge.targets import Source, Targets


def closure(
    targets: Targets, catalogs: Mapping[Side, Catalog], tables: Mapping[Name, Table]
) -> Iterator[Consequence]:
    """Told once for each table whose local definition counts. ``tables`` are those of the merge:
    the sequence of a serial column that counts otherwise there does not come."""
    remote, local = catalogs["remote"], catalogs["local"]
    there = {i.id for c in (remote.types, remote.functions, remote.sequences) for i in c.values()}
    defaults = {
        c.default
        for t in (tables.values() if local.sequences else ())
        for c in t.columns
        if c.default
    }
    there |= {
        s.id
        for s in local.sequences.values()
        if s.owned_by and f"nextval({quote_literal(s.name.sql)}::regclass)" not in defaults
    }
    known: dict[str, frozenset[str]] = {
        item.id: frozenset(getattr(item, "needs", ()))
        for items in (local.types, local.functions, local.sequences)
        for item in items.values()
    }
    undecided = {
        s.name for s in targets.sources if s.side == "local" and s.decision.action == "undecided"
    }
    for target in targets.targets.values():
        for source in target.sources:
            if source.side != "local" or target.definitions == "remote":
                continue
            brought = sorted(_closed(_needs(source), known) - there)
            if brought:
                message = f"brings with it {', '.join(brought)}"
                yield Consequence(table=source.key, column=None, message=message)
            for key in source.table.foreign_keys:
                if key.references in undecided and targets.where["local"][key.references] is None:
                    message = f"points at {key.references.key}, which is undecided and stays out"
                    yield Consequence(table=source.key, column=key.columns[0], message=message)


def shared_rows(
    targets: Targets, catalogs: Mapping[Side, Catalog], own_rows: Collection[Name]
) -> Iterator[Consequence]:
    """What reads a table, and reads the rows of others too from now on. Views and policies read
    those of their own where they are marked (``own_rows``); what a function does is its own."""
    for target in targets.targets.values():
        holding = {
            s.name: s
            for s in (target.in_place, *target.moved)
            if s is not None and s.name not in targets.discarded
        }
        if len(holding) < 2:
            continue
        for source in target.sources:
            others = sorted(s.key for n, s in holding.items() if n != source.name)
            marked = source.side == "remote" and source.name in own_rows
            readers = [] if marked else [*_readers(source, catalogs[source.side])]
            way = "mark the rows of each, kind = { using = \"'a'\" }"
            for reader in readers if others else ():
                message = (
                    f"{reader} reads the rows of {', '.join(others)} too from now on: say which it "
                    f"means, or {way}, and it goes on to read its own"
                )
                yield Consequence(table=source.key, column=None, message=message)
            for function in _functions(source, catalogs[source.side]) if others else ():
                message = (
                    f"{function} reads the rows of {', '.join(others)} too from now on: say in its "
                    "body which it means"
                )
                yield Consequence(table=source.key, column=None, message=message)


def _readers(source: Source, catalog: Catalog) -> Iterator[str]:
    for view in catalog.views.values():
        if source.table.id in view.needs:
            yield f"view {view.name.key}"
    for name, table in catalog.tables.items():
        for policy in table.policies:
            if source.table.id in policy.needs and name != source.name:
                yield f"policy {policy.name} of {name.key}"


def _functions(source: Source, catalog: Catalog) -> Iterator[str]:
    name = re.compile(rf"\b{re.escape(source.name.name)}\b")
    for function in catalog.functions.values():
        if source.table.id in function.needs or name.search(function.definition):
            yield f"function {function.signature}"


def _closed(needs: set[str], known: Mapping[str, frozenset[str]]) -> set[str]:
    """What is known of all that is needed, and of all that this needs."""
    found: set[str] = set()
    pending = needs & known.keys()
    while pending:
        found |= pending
        pending = {n for need in pending for n in known[need] if n in known} - found
    return found


def _needs(source: Source) -> set[str]:
    table = source.kept
    return {
        *table.needs,
        *(t.function for t in table.triggers),
        *(n for p in table.policies for n in p.needs),
    }
