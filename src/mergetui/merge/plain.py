"""Names in a parse tree that are no expressions: tables, row types, and the columns that an index,
a trigger, a publication or a writing statement lists.

Each is looked at once, after what stands within it; ``named`` tells what a table was called in the
text, whatever it is called by now.
"""

from __future__ import annotations

from typing import Any

from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.fates import Fates
from mergetui.merge.scope import Scope


class Plain:
    """Gives such names their new ones in place; each method tells whether anything changed."""

    def __init__(self, fates: Fates) -> None:
        self.fates = fates
        self.lost: set[str] = set()
        self.before: dict[int, Name] = {}  # where a table stands in the text -> its old name

    def named(self, var: Any) -> Name:
        """The table as the text named it; by now it may have its new name."""
        return self.before.get(var.location, Name(var.schemaname or "public", var.relname))

    def table(self, var: Any) -> bool:
        old = self.named(var)
        new = self.fates.tables.get(old, old)
        if new is None:
            self.lost.add(f"table {old.sql}")
        if new is None or new == old:
            return False
        self.before[var.location] = old
        var.schemaname, var.relname = new
        return True

    def shares(self, var: Any, scope: Scope) -> bool:
        """Whether the rows of a table share another one, and are marked there."""
        of_with = not var.schemaname and var.relname in scope.withs
        return not of_with and self.named(var) in self.fates.own_rows

    def read_own_rows(self, node: Any) -> None:
        """A query of the table's own rows in place of the table."""
        from postgast import parse  # noqa: PLC0415

        name = self.named(node.range_var)
        alias = node.range_var.alias.aliasname or name.name
        colnames = list(node.range_var.alias.colnames)
        node.Clear()
        query = parse(self.fates.own_rows[name]).stmts[0].stmt
        node.range_subselect.subquery.CopyFrom(query)
        node.range_subselect.alias.aliasname = alias
        node.range_subselect.alias.colnames.extend(colnames)

    def row_type(self, type_name: Any) -> bool:
        names = [n.string.sval for n in type_name.names]
        if len(names) != 2:
            return False
        old = Name(*names)
        new = self.fates.tables.get(old, old)
        if new is None:
            self.lost.add(f"table {old.sql}")
        if new is None or new == old:
            return False
        type_name.names[0].string.sval, type_name.names[1].string.sval = new
        return True

    def columns(self, message: Any, kind: str, table: Name | None) -> bool:
        """What a message of the grammar lists of the columns of a table."""
        fates = self.fates.columns.get(table, {}) if table else {}
        changed = False

        def renamed(column: str) -> str:
            nonlocal changed
            fate = fates.get(column)
            if fate is None or fate.name == column:
                return column
            if fate.name is None:
                self.lost.add(f"column {quote_ident(column)}")
                return column
            changed = True
            return fate.name

        if kind in ("IndexElem", "StatsElem"):
            if message.name:
                message.name = renamed(message.name)
                if kind == "StatsElem":  # libpg_query prints it as it is
                    message.name = quote_ident(message.name)
        elif kind in ("CreateTrigStmt", "PublicationTable"):
            for node in message.columns:
                node.string.sval = renamed(node.string.sval)
        else:  # the columns that a rule writes to
            for node in message.cols if kind == "InsertStmt" else message.target_list:
                node.res_target.name = renamed(node.res_target.name)
        return changed
