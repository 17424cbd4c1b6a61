"""What a column reference in a parse tree may mean: the relations of the FROM clauses around it.

A subquery, a WITH and a view have no columns of their own: what they put out has the fate of the
column behind it, under the name that it had. The invariant: a scope is read from a tree before
anything in it is changed, so all names in it are those of the side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from mergetui.catalog.model import Table
from mergetui.catalog.names import Name
from mergetui.merge.fates import Fate, Fates

ColumnFates = Mapping[str, Fate]


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a FROM clause. A subquery's name is its alias, without a schema."""

    alias: str
    name: Name
    columns: ColumnFates


@dataclass(frozen=True, slots=True)
class Scope:
    """The relations that a column reference may mean, innermost last; ``withs`` are the queries
    of the WITH clauses around it, by name."""

    relations: tuple[Relation, ...] = ()
    withs: Mapping[str, ColumnFates] = field(default_factory=_none)

    @classmethod
    def of(cls, table: Table | None, fates: Fates) -> Scope:
        if table is None:
            return cls()
        aliases = (table.name.name, "new", "old", "excluded")
        columns = fates.columns.get(table.name, {})
        return cls(tuple(Relation(alias, table.name, columns) for alias in aliases))

    def fate(self, reference: Any) -> Fate | None:
        """The fate of a column under the name that it had."""
        names = [f.string.sval for f in reference.fields if f.WhichOneof("node") == "string"]
        if not names or len(names) != len(reference.fields):
            return None  # a star
        *qualifier, column = names
        for relation in reversed(self.relations):
            if qualifier and qualifier[-1] != relation.alias:
                continue
            fate = relation.columns.get(column)
            if fate is not None or qualifier:
                return fate
        return None

    def fate_after(self, reference: Any) -> Fate | None:
        """The fate of a reference that may have its new name already."""
        fate = self.fate(reference)
        if fate is not None:
            return fate
        names = [f.string.sval for f in reference.fields]
        for relation in reversed(self.relations):
            if len(names) > 1 and names[-2] != relation.alias:
                continue
            for fate in relation.columns.values():
                if names and fate.name == names[-1]:
                    return fate
        return None

    def within(self, select: Any, fates: Fates, named: Callable[[Any], Name]) -> Scope:
        """The scope of a SELECT that stands in this one. ``named`` tells the table of a node."""
        scope = self
        for node in select.with_clause.ctes:
            query = node.common_table_expr
            columns = outputs(query.ctequery.select_stmt, fates, named, scope)
            names = [n.string.sval for n in query.aliascolnames]
            withs = {**scope.withs, query.ctename: _as_named(columns, names)}
            scope = replace(scope, withs=withs)
        read = scope._from(select.from_clause, fates, named)
        return replace(scope, relations=(*scope.relations, *read))

    def writing(self, statement: Any, fates: Fates, named: Callable[[Any], Name]) -> Scope:
        """The scope of an INSERT, UPDATE, DELETE or MERGE in this one: what it reads, and last what
        it writes to."""
        kind = statement.DESCRIPTOR.name
        reads = {"UpdateStmt": "from_clause", "DeleteStmt": "using_clause"}
        nodes = list(getattr(statement, reads[kind])) if kind in reads else []
        if kind == "MergeStmt":
            nodes = [statement.source_relation]
        var = statement.relation
        name, aliases = named(var), [var.alias.aliasname or var.relname]
        if kind == "InsertStmt":
            aliases.insert(0, "excluded")
        columns = fates.columns.get(name, {})
        written = (Relation(alias, name, columns) for alias in aliases)
        found = (*self.relations, *self._from(nodes, fates, named), *written)
        return replace(self, relations=found)

    def _from(
        self, nodes: Iterable[Any], fates: Fates, named: Callable[[Any], Name]
    ) -> Iterator[Relation]:
        """The relations of a FROM clause under the names that the query knows them by."""
        pending = list(nodes)
        while pending:
            node = pending.pop()
            kind = node.WhichOneof("node")
            if kind == "range_var":
                var = node.range_var
                alias = var.alias.aliasname or var.relname
                if not var.schemaname and var.relname in self.withs:
                    columns = self.withs[var.relname]
                    yield Relation(alias, Name("", var.relname), columns)
                else:
                    name = named(var)
                    if name in fates.own_rows:  # a query that shows what the table was
                        yield Relation(alias, Name("", alias), {})
                    else:
                        yield Relation(alias, name, fates.columns.get(name, {}))
            elif kind == "range_subselect":
                query = node.range_subselect
                columns = outputs(query.subquery.select_stmt, fates, named, self)
                names = [n.string.sval for n in query.alias.colnames]
                alias = query.alias.aliasname
                yield Relation(alias, Name("", alias), _as_named(columns, names))
            elif kind == "join_expr":
                pending.extend((node.join_expr.larg, node.join_expr.rarg))


def outputs(
    select: Any, fates: Fates, named: Callable[[Any], Name], around: Scope
) -> dict[str, Fate]:
    """What a query puts out of columns that take another type, by the names of its output.

    Of a UNION and its like, whose parts are cast back, only what needs no cast.
    """
    if select.HasField("larg"):
        left = outputs(select.larg, fates, named, around.within(select, fates, named))
        return {column: fate for column, fate in left.items() if fate.fits or fate.grows}
    scope = around.within(select, fates, named)
    found: dict[str, Fate] = {}
    for node in select.target_list:
        target = node.res_target
        if target.val.WhichOneof("node") != "column_ref":
            continue
        fate = scope.fate(target.val.column_ref)
        if fate is not None and fate.name is not None and fate.retyped:
            name = target.name or target.val.column_ref.fields[-1].string.sval
            found[name] = replace(fate, name=name)
    return found


def _as_named(columns: Mapping[str, Fate], names: list[str]) -> Mapping[str, Fate]:
    """The columns of a query; with names of their own (``AS q(a, b)``) none is told."""
    return {} if names else columns
