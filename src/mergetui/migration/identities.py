"""The sequences behind identity columns, where one that comes wants such a name.

Nothing reads what they are called and nothing speaks of them by name. The invariant: a sequence
that is made finds its name free, if PostgreSQL chose what the identity's is called.
"""

from __future__ import annotations

from mergetui.catalog.model import Catalog
from mergetui.catalog.names import Name, quote_ident
from mergetui.migration.carry import Carried, Names
from mergetui.migration.model import Statement
from mergetui.migration.say import SHARE_ROW_EXCLUSIVE, say
from mergetui.migration.takedown import Takedown

_LONGEST = 63  # bytes of an identifier


def out_of_the_way(old: Catalog, new: Catalog, carried: Carried, down: Takedown) -> list[Statement]:
    """They take another name; IF EXISTS, since somebody may have given them one before."""
    names = Names({*old.tables, *old.views, *old.sequences, *new.tables, *new.views})
    names.taken |= {*new.sequences}
    coming = {*new.sequences} - {*old.sequences}
    statements = []
    for now, name in sorted(carried.originals.items()):
        for column in carried.catalog.tables[now].columns:
            sequence = chosen_name(name, carried.columns[now].get(column.name, column.name))
            if column.identity and sequence in coming and _stays(carried, down, now, column.name):
                to = names.free(sequence, "was").name
                sql = f"ALTER SEQUENCE IF EXISTS {sequence.sql} RENAME TO {quote_ident(to)}"
                statements.append(say(sql, f"table {now.sql}", lock=SHARE_ROW_EXCLUSIVE))
    return statements


def _stays(carried: Carried, down: Takedown, table: Name, column: str) -> bool:
    """Whether a column is an identity still when sequences are made."""
    if table in carried.going:
        return carried.going[table] is not None
    return column not in down.gone[table] | down.remade[table] | down.defaults[table]


def chosen_name(table: Name, column: str) -> Name:
    """What PostgreSQL calls the sequence of a column if the name is free: of a table and a column
    that are too long for it together, the longer one is cut (makeObjectName in indexcmds.c)."""
    first, second = table.name.encode(), column.encode()
    while len(first) + len(second) + len("__seq") > _LONGEST:
        if len(first) > len(second):
            first = first[:-1]
        else:
            second = second[:-1]
    return table.renamed("_".join([*(w.decode(errors="ignore") for w in (first, second)), "seq"]))
