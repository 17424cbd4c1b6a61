"""Schemas and extensions: what everything else stands in, and so first to come and last to go.

An extension that a platform brings along is in a catalog only where the schema uses it: it is made
where it is missing, and never dropped.
"""

from __future__ import annotations

from mergetui.catalog.model import Catalog, Schema
from mergetui.catalog.names import quote_ident
from mergetui.catalog.platform import PLATFORM_EXTENSIONS
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.say import comments, say


def arrive(old: Catalog, new: Catalog) -> list[Statement]:
    """Schemas made or altered, then extensions. The schema public is always there."""
    statements: list[Statement] = []
    for name, schema in new.schemas.items():
        was = old.schemas.get(name)
        if was is None and name != "public":
            statements.append(say(f"CREATE SCHEMA {quote_ident(name)}", schema.id))
        statements += _properties(was, schema)
    for name, extension in new.extensions.items():
        had = old.extensions.get(name)
        if had is None:
            sql = f"CREATE EXTENSION IF NOT EXISTS {quote_ident(name)}"
            sql += f" WITH SCHEMA {quote_ident(extension.schema)}"
            statements.append(say(sql, extension.id))
        elif had.schema != extension.schema:
            sql = f"ALTER EXTENSION {quote_ident(name)} SET SCHEMA {quote_ident(extension.schema)}"
            statements.append(say(sql, extension.id))
    return statements


def leave(old: Catalog, new: Catalog) -> list[Statement]:
    statements = []
    for name, extension in old.extensions.items():
        if name not in new.extensions and name not in PLATFORM_EXTENSIONS:
            hazard = Hazard(kind="data-loss", message=f"drops extension {name}")
            statements.append(say(f"DROP EXTENSION {quote_ident(name)}", extension.id, hazard))
    for name, schema in old.schemas.items():
        if name not in new.schemas and name != "public":
            statements.append(say(f"DROP SCHEMA {quote_ident(name)}", schema.id))
    return statements


def _properties(old: Schema | None, new: Schema) -> list[Statement]:
    target = f"SCHEMA {quote_ident(new.name)}"
    usual = "standard public schema" if new.name == "public" else None
    had = (old.comment if old else None) or usual
    return [
        *comments(target, had, new.comment or usual, new.id),
        *privileges(target, old.grants if old else (), new.grants, new.id, widens=old is not None),
    ]
