"""What the platform gives its roles on every new table, sequence and function in public.

Nobody wrote these grants, so they are told once a database (``Catalog.platform_grants``) and not
once an object; what a project took from a role shows as a grant of nothing to it. A folder of
migrations takes it from what the platform gave, so a REVOKE means something only where that was
given before: in a scratch database the platform's default privileges hold while such a folder runs.
Invariant: a dump, which spells out what it grants, is run without them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from mergetui.catalog.model import Grant
from mergetui.catalog.names import quote_ident
from mergetui.catalog.rows import Rows
from mergetui.catalog.statements import Statement

ROLES = ("anon", "authenticated", "service_role")
GRANTING = "supabase_admin"  # its default privileges stay, whatever a project does to its own
_KINDS = {"functions": "f", "sequences": "S", "tables": "r"}  # -> as in pg_default_acl
_NAMES_A_ROLE = re.compile(rf"(?i)\b({'|'.join(ROLES)})\b")
_TAKES = re.compile(r"(?i)\brevoke\b")
_MAKES_A_ROLE = re.compile(rf'(?i)\bcreate\s+(role|user|group)\s+"?({"|".join(ROLES)})\b')
_EMPTY_PATH = re.compile(r"set_config\('search_path', '', false\)")  # how pg_dump begins


# --- as it is read from a database


def _held(defaults: Rows) -> Mapping[tuple[str, str], set[str]]:
    """(kind, role) -> privileges, of whichever of the platform's roles gives most."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in defaults:
        if row["platform"] and row["kind"] in _KINDS:
            found[row["kind"], row["grantee"]].add(row["privilege"])
    return found


def as_arrays(defaults: Rows) -> tuple[list[str], list[str], list[str]]:
    """As the query of privileges wants it: kinds of objects, roles and privileges, one a place."""
    flat = [(_KINDS[k], role, p) for (k, role), held in _held(defaults).items() for p in held]
    return [kind for kind, _, _ in flat], [role for _, role, _ in flat], [p for _, _, p in flat]


def given(defaults: Rows) -> Mapping[str, tuple[Grant, ...]]:
    """Kind of object -> grants; also of the kinds on which it gives nothing."""
    found: dict[str, tuple[Grant, ...]] = {kind: () for kind in _KINDS}
    for (kind, role), held in sorted(_held(defaults).items()):
        grant = Grant(grantee=role, privileges=tuple(sorted(p.lower() for p in held)))
        found[kind] = (*found[kind], grant)
    return MappingProxyType(found)


def withheld_defaults(defaults: Rows) -> int:
    """How many of them the owner of the database does not give, although the platform does."""
    own = _held([row for row in defaults if row["own"]])
    return sum(own.get(at) != most for at, most in _held(defaults).items())


# --- as a source needs it


def spelled_out(statements: Iterable[Statement]) -> frozenset[str]:
    """The files that are dumps and say what the platform's roles have."""
    dumps, granting = set(), set()
    for statement in statements:
        file = statement.place.file
        if statement.kind == "select_stmt" and _EMPTY_PATH.search(statement.sql):
            dumps.add(file)
        elif statement.kind in ("grant_stmt", "alter_default_privileges_stmt") and (
            _NAMES_A_ROLE.search(statement.sql)
        ):
            granting.add(file)
    return frozenset(dumps & granting)


def takes_from_platform(statements: Iterable[Statement], dumps: frozenset[str]) -> bool:
    """Whether something is taken from a role that the source finds there."""
    takes = False
    for statement in statements:
        if _MAKES_A_ROLE.search(statement.sql):
            return False
        if statement.place.file not in dumps and _TAKES.search(statement.sql):
            takes = takes or bool(_NAMES_A_ROLE.search(statement.sql))
    return takes


def giving(owners: Iterable[str]) -> str:
    """SQL after which new objects of the owners in public are the platform's roles' too."""
    names = ", ".join(map(quote_ident, owners))
    return ";".join(
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {names} IN SCHEMA public"
        f" GRANT ALL ON {kind.upper()} TO {', '.join(ROLES)}"
        for kind in _KINDS
    )


# One row: SQL for whoever runs it that takes what new objects in public would give the platform's
# roles, and SQL that gives just that again.
TAKE_AND_GIVE = f"""
SELECT string_agg(format('ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE %s ON %s FROM %I',
        p.held, p.kind, p.role), ';') AS take,
    string_agg(format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT %s ON %s TO %I',
        p.held, p.kind, p.role), ';') AS give
FROM (
    SELECT r.rolname AS role, string_agg(e.privilege_type, ', ') AS held,
        CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' ELSE 'FUNCTIONS' END
            AS kind
    FROM pg_catalog.pg_default_acl d
    JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace AND n.nspname = 'public'
    CROSS JOIN pg_catalog.aclexplode(d.defaclacl) e
    JOIN pg_catalog.pg_roles r ON r.oid = e.grantee AND r.rolname = ANY (ARRAY{list(ROLES)!r})
    WHERE d.defaclobjtype IN ('r', 'S', 'f')
        AND d.defaclrole = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user)
    GROUP BY 1, 3
) p
"""
