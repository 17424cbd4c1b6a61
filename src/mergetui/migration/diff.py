"""The migration from one catalog to another: what differs, in the order in which it can run.

    renames, then what stands in the way is taken down, then everything new and changed in order
    of need, foreign keys after rows, and at the end what nothing uses any more

Pure: no database. The invariant: a database that reads as ``old`` reads as ``new`` after these
statements, and two catalogs that say the same give none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from mergetui.catalog.model import Catalog, Enum, ObjectId
from mergetui.merge.model import Transition
from mergetui.merge.renames import with_extensions_in
from mergetui.migration import extensions, types
from mergetui.migration.build import Build
from mergetui.migration.carry import Carried, carry
from mergetui.migration.files import in_files
from mergetui.migration.identities import out_of_the_way
from mergetui.migration.match import match_all
from mergetui.migration.model import Hazard, Migration, Statement
from mergetui.migration.order import in_order
from mergetui.migration.privileges import default_privileges
from mergetui.migration.remove import clear_away, removals
from mergetui.migration.renames import renames
from mergetui.migration.still import validated, written
from mergetui.migration.takedown import take_down

_PLAIN = Transition()


def diff(old: Catalog, new: Catalog, transition: Transition = _PLAIN) -> Migration:
    """Compare two catalogs. Deterministic; statements carry the labels of ``transition``."""
    arriving = extensions.arrive(old, new)
    old = with_extensions_in(old, new.extensions)
    carried = carry(old, new, transition)
    matches = match_all(carried, new, transition)
    down = take_down(carried, new, matches.old_parts, matches.kept, matches.replaced)
    grown = [
        (kind, wanted)
        for name, kind in carried.catalog.types.items()
        if name not in down.types
        for wanted in [new.types[name]]
        if isinstance(kind, Enum) and isinstance(wanted, Enum)
    ]
    values = [s for kind, wanted in grown for s in types.add_values(kind, wanted)]
    writes = written(carried, new, transition) | validated(carried, matches, down)
    build = Build(carried, new, transition, matches, down, writes)
    statements = [
        *arriving,
        *default_privileges(old, new),
        *carried.statements,
        *out_of_the_way(old, new, carried, down),
        *removals(carried, new, matches, down, transition.discarded, writes),
        *renames(carried, matches, down),
        *(s for step in in_order(build.steps()) for s in step.statements),
        *clear_away(carried, new, down, transition.discarded),
    ]
    statements = _with_bodies(statements, transition.bodies)
    statements = _with_stand_ins(statements, new)
    label = _labels(carried, transition)
    added = [(wanted, types.added_values(kind, wanted)) for kind, wanted in grown]
    return in_files([label(s) for s in values], [label(s) for s in statements], added)


def _with_bodies(
    statements: list[Statement], bodies: Mapping[ObjectId, tuple[str, ...]]
) -> list[Statement]:
    """The hazard of a function body that says what is no more: where the function is made, else
    where a table takes its name, else at the first statement."""
    result = list(statements)
    for function, words in sorted(bodies.items()):
        signature = function.removeprefix("function ")
        own = [n for n, s in enumerate(result) if s.object == function]
        renames = [n for n, s in enumerate(result) if " RENAME TO " in s.sql]
        told = any(
            h.kind == "body-text" and signature.removeprefix("public.") in h.message
            for s in result
            for h in s.hazards
        )
        if result and not told:
            at = [*own, *renames, 0][0]
            message = f"{signature} still says {', '.join(words)}"
            hazard = Hazard(kind="body-text", message=message)
            result[at] = replace(result[at], hazards=(*result[at].hazards, hazard))
    return result


def _with_stand_ins(statements: list[Statement], new: Catalog) -> list[Statement]:
    """The hazard of a type that nothing makes: the statement was never tried with the type."""
    nameless = [base.name for base in new.base_types.values() if base.extension is None]
    if not nameless:
        return statements
    names = "|".join(re.escape(name.sql) for name in nameless)
    uses = re.compile(rf'(?<![\w."])({names})(?![\w"])')

    def told(statement: Statement) -> Statement:
        used = sorted(set(uses.findall(statement.sql)))
        message = f"uses {', '.join(used)}, which neither side makes: only a stand-in was tried"
        hazard = Hazard(kind="unproven", message=message)
        return replace(statement, hazards=(*statement.hazards, hazard)) if used else statement

    return [told(statement) for statement in statements]


def _labels(carried: Carried, transition: Transition) -> Callable[[Statement], Statement]:
    """Fill in the decision: under the object's name, the one that it had or the one it gets."""
    ids = {f"table {o.sql}": f"table {n.sql}" for n, o in carried.originals.items() if n != o}
    back = {new: old for old, new in ids.items()}
    going = {f"table {n.sql}" for n in carried.going}

    def label(statement: Statement) -> Statement:
        name = statement.object
        shown = back.get(name, name) if name in going else name
        found = transition.labels.get(name)
        for other in (ids.get(name), back.get(name), _of_rows(name, back)):
            if found is None and other is not None:
                found = transition.labels.get(other)
        return replace(statement, decision=statement.decision or found or "", object=shown)

    return label


def _of_rows(name: ObjectId, back: Mapping[ObjectId, ObjectId]) -> ObjectId:
    """A function of rows of tables, by the names that these had."""
    if name.startswith("function "):
        for now, then in back.items():
            row, was = now.removeprefix("table "), then.removeprefix("table ")
            name = re.sub(rf"(?<=[(, ]){re.escape(row)}(?=[),\[])", was.replace("\\", r"\\"), name)
    return name
