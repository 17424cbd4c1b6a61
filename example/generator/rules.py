"""What hangs on a table and follows from its columns: checks, indexes, policies, referential
actions. Both sides have rules of their own, as two teams would."""

from __future__ import annotations

from collections.abc import Mapping

from generator.notation import Column, Table

# Those who may read are told by the function; the local's files ask the table itself.
_MEMBER = (
    "(organization_id IN ( SELECT public.current_organization_ids() AS current_organization_ids))"
)
_MANAGER = "public.has_organization_role(organization_id, 'manager'::text)"
_OPEN = ("_catalog", "_statuses", "_rates")
_LOOKUPS = {"legend_categories", "legend_departments", "legend_positions", "status_registry"}


def fit(name: str) -> str:
    """An identifier of at most 63 bytes."""
    return name if len(name) <= 63 else name[:57] + name[-6:]


def checks(table: Table, side: str = "remote") -> list[tuple[str, str]]:
    """Named check constraints: (name, expression)."""
    found = []
    for column in table.columns:
        name = column.name
        if column.generated:
            continue
        if name.endswith("_percent") and side == "remote":
            found.append((name, f"(({name} >= 0) AND ({name} <= 100))"))
        elif name == "amount":
            found.append((name, f"({name} >= 0)" if side == "remote" else f"{name} > 0"))
        elif name == "rating":
            found.append((name, f"(({name} >= 1) AND ({name} <= 5))"))
        elif name in ("quantity", "party_size", "seats") and column.not_null:
            found.append((name, f"({name} > 0)"))
    if table.column("starts_at") and table.column("ends_at"):
        found.append(("period", "((ends_at IS NULL) OR (ends_at >= starts_at))"))
    elif table.column("starts_on") and table.column("ends_on") and side == "remote":
        found.append(("period", "((ends_on IS NULL) OR (ends_on >= starts_on))"))
    return [(fit(f"{table.name}_{name}_check"), text) for name, text in found]


def on_delete(table: Table, column: Column) -> str:
    """The referential action of a foreign key, in SQL."""
    assert column.references
    target = column.references[0]
    if target in ("gl_accounts", "ledger_journals", "ar_invoices", "payments"):
        return "RESTRICT" if column.not_null else ""
    return "CASCADE" if column.not_null else "SET NULL"


def _is_indexed(table: Table, column: Column) -> bool:
    return column.references is not None and not column.unique


def remote_indexes(table: Table) -> list[tuple[str, str]]:
    """Indexes: (name, all from USING on)."""
    found = []
    for column in table.columns:
        name = column.name
        if _is_indexed(table, column) and not name.endswith("_by"):
            found.append((name, f"USING btree ({name})"))
        elif name in ("state", "stage") and table.column("organization_id"):
            found.append((f"{name}_open", f"USING btree (organization_id, {name})"))
        elif column.type in ("tsvector", "text[]") and name in ("search_vector", "tags"):
            found.append((name, f"USING gin ({name})"))
        elif name in ("occurred_at", "measured_at", "scanned_at", "sent_at"):
            found.append((name, f"USING btree ({name} DESC)"))
    # Where everyone asks for one organization's newest rows, that key alone is of no use.
    return [
        (fit(f"idx_{table.name}_{suffix}"), body)
        for suffix, body in found
        if suffix != "organization_id" or len(table.columns) % 3 == 1
    ]


def remote_policies(table: Table) -> list[tuple[str, str]]:
    """Policies of a table: (name, clauses); none where row level security is off."""
    if table.name in _LOOKUPS or table.name.endswith(_OPEN):
        return [("Anyone reads", "FOR SELECT USING (true)")] if table.name in _LOOKUPS else []
    if table.name == "integration_providers":
        return [("Anyone reads", "FOR SELECT USING (true)")]
    if table.name == "organizations":
        ids = "SELECT public.current_organization_ids() AS current_organization_ids"
        return [("Members read", f"FOR SELECT TO authenticated USING ((id IN ( {ids})))")]
    if table.column("organization_id"):
        found = [("Members read", f"FOR SELECT TO authenticated USING ({_MEMBER})")]
        if table.column("user_id"):
            mine = "(user_id = auth.uid())"
            found.append(("Own rows", f"TO authenticated USING ({mine}) WITH CHECK ({mine})"))
        else:
            clauses = f"TO authenticated USING ({_MANAGER}) WITH CHECK ({_MANAGER})"
            found.append(("Managers write", clauses))
        return found
    if table.column("user_id"):
        return [("Own rows", "TO authenticated USING ((user_id = auth.uid()))")]
    if "_profile_" in table.name or table.name.endswith(("_lines", "_history")):
        return []
    parent = next((c for c in table.columns if c.references and c.not_null), None)
    if parent is None or parent.references is None:
        return []
    target = parent.references[0]
    inside = f"SELECT 1 FROM public.{target} parent WHERE (parent.id = {table.name}.{parent.name})"
    return [("As its parent", f"TO authenticated USING ((EXISTS ( {inside})))")]


_OWNERS = ("user_id", "owner_id", "ownerId", "author_id", "authorId", "member_id", "reviewer_id")
_PUBLIC = ("is_public", "is_published", "isPublic", "is_shared", "isShared")
_INTERNAL = (
    "_logs",
    "_history",
    "_renditions",
    "_exports",
    "_secrets",
    "_states",
    "_views",
    "_links",
)
_TEAM_WIDE = {"search_index", "integration_providers", "lifecycle_phases", "roles"}


def local_indexes(table: Table) -> list[tuple[str, str]]:
    """Indexes: (name, key columns)."""
    found = []
    for place, column in enumerate(table.columns):
        name = column.name
        if column.references is not None and not column.unique and (place + len(table.name)) % 6:
            found.append((name, column_sql(name)))
        elif name in ("status", "occurred_at", "measured_on") and len(table.columns) % 2:
            found.append((name, name))
    return [(fit(f"idx_{table.name}_{suffix.lower()}"), body) for suffix, body in found]


def local_policies(table: Table, parents: Mapping[str, Table]) -> list[tuple[str, str]]:
    """Policies of a table: (name, clauses). Keys are text here, and auth.uid() is a uuid."""
    if table.name.endswith(_INTERNAL):
        return []
    owner = _owner(table)
    found: list[tuple[str, str]] = []
    public = next((c.name for c in table.columns if c.name in _PUBLIC), None)
    if public:
        found.append(("Public rows are readable", f"FOR SELECT USING ({column_sql(public)})"))
    if table.name in _TEAM_WIDE:
        found.append(("Anyone reads", "FOR SELECT USING (true)"))
    elif owner is not None and len(table.columns) % 11 == 0:
        found.append(("Own rows", f"USING (auth.uid()::text = {column_sql(owner)})"))
    elif owner is not None:
        found.append(("Own rows", f"FOR ALL USING ({column_sql(owner)} = auth.uid())"))
    elif table.column("organization_id"):
        members = "SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()"
        found.append(("Members read", f"FOR SELECT USING (organization_id IN ({members}))"))
    elif clauses := _as_parent(table, parents):
        found.append(("Owners of the parent", clauses))
    elif len(table.name) % 3:
        found.append(("Signed in people read", "FOR SELECT TO authenticated USING (true)"))
    return found


def _owner(table: Table) -> str | None:
    """The column that says whose a row is: one that points at an account."""
    columns = (table.column(name) for name in _OWNERS)
    return next((c.name for c in columns if c is not None and c.references), None)


def _as_parent(table: Table, parents: Mapping[str, Table]) -> str | None:
    column = next((c for c in table.columns if c.references and c.not_null), None)
    if column is None or column.references is None:
        return None
    parent = parents[column.references[0]]
    owner = _owner(parent)
    match = f"parent.id = {table.name}.{column_sql(column.name)}"
    inside = f"SELECT 1 FROM {parent.name} parent WHERE {match}"
    if owner is not None:
        return f"FOR ALL USING (EXISTS ({inside} AND parent.{column_sql(owner)} = auth.uid()))"
    if parent.column("organization_id") and len(table.name) % 2:
        members = "SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()"
        inside += f" AND parent.organization_id IN ({members})"
        return f"FOR SELECT USING (EXISTS ({inside}))"
    return None


def column_sql(name: str) -> str:
    """A column's name as SQL: quoted where it holds capitals or is a reserved word."""
    return name if name == name.lower() and name != "references" else f'"{name}"'
