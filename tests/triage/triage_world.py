"""A small pair of schemas with one of each kind of conflict, made by hand from the model."""

from __future__ import annotations

from mergetui.catalog.model import (
    Catalog,
    Check,
    Column,
    Declared,
    Fault,
    ForeignKey,
    Index,
    Key,
    Policy,
    Table,
)
from mergetui.catalog.names import Name
from mergetui.decisions.model import Decisions, Defaults, Sources, TableDecision
from mergetui.errors import Place
from mergetui.triage.entries import Triage, triage
from mergetui.triage.sides import Sides


def name(text: str) -> Name:
    return Name("public", text)


def column(text: str, **options: object) -> Column:
    """``"id uuid not null = gen_random_uuid()"``."""
    text, _, default = text.partition(" = ")
    words = text.removesuffix(" not null")
    called, _, type = words.partition(" ")
    return Column(
        name=called,
        type=type,
        not_null=text.endswith(" not null"),
        default=default or None,
        **options,  # type: ignore[arg-type]
    )


def points(table: str, here: str, there: str) -> ForeignKey:
    return ForeignKey(
        name=f"{table}_{here}_fkey", columns=(here,), references=name(there), ref_columns=("id",)
    )


def table(called: str, *columns: str, **parts: object) -> Table:
    key = Key(name=f"{called}_pkey", primary=True, columns=("id",))
    return Table(
        name=name(called),
        columns=tuple(column(c) for c in columns),
        keys=(key,),
        **parts,  # type: ignore[arg-type]
    )


def catalog(*tables: Table, **more: object) -> Catalog:
    by_name = {t.name: t for t in sorted(tables, key=lambda t: t.name)}
    return Catalog(tables=by_name, **more)  # type: ignore[arg-type]


UUID = "id uuid not null = gen_random_uuid()"
TEXT = "id text not null = (public.uuid_generate_v4())::text"

REMOTE = catalog(
    table("platform_users", UUID, "email text not null"),
    table("legend_categories", UUID, "name text not null", "parent_id uuid"),
    table(
        "api_keys",
        UUID,
        "name text",
        "key_prefix text",
        "created_at timestamp with time zone = now()",
        "created_by uuid",
        foreign_keys=(points("api_keys", "created_by", "platform_users"),),
        indexes=(Index(name="api_keys_prefix", unique=False, body="USING btree (key_prefix)"),),
        rls=True,
        policies=(Policy(name="own", using="(created_by = auth.uid())"),),
    ),
    table("audit_log", UUID, "action text", "at timestamp with time zone"),
    table("venues", UUID, "name text", "capacity integer"),
    rows={name("api_keys"): 1240, name("audit_log"): 1_000_000},
)

LOCAL = catalog(
    table("users", TEXT, "email text not null"),
    table("categories", TEXT, "name text not null"),
    table(
        "api_keys", TEXT, "name text", "createdAt date",
        "created_by text", "rate_limit integer = 1000",
        foreign_keys=(points("api_keys", "created_by", "users"),),
        checks=(Check(name="api_keys_rate", expression="(rate_limit > 0)"),),
    ),
    table("audit_log", UUID, "action text", "at timestamp with time zone"),
    table("posts", TEXT, "title text", "author_id text"),
    declared=(
        Declared(
            table=name("posts"), object=points("posts", "author_id", "platform_users"),
            place=Place("migrations/2.sql", 4), message="incompatible types: text and uuid",
        ),
    ),
    faults=(
        Fault(
            place=Place("migrations/2.sql", 4), statement="ALTER TABLE posts ADD CONSTRAINT ...",
            sqlstate="42804", message="incompatible types: text and uuid",
            outcome="kept as declared", object="table public.posts",
        ),
    ),
)  # fmt: skip

KEYS = (
    "api_keys", "audit_log", "categories", "legend_categories", "platform_users", "posts",
    "users", "venues",
)  # fmt: skip

PHASES = {"core": "Core Foundation", "reference": "Reference/Lookup Tables"}
PHASE_OF = {
    "users": "core", "platform_users": "core", "api_keys": "core", "audit_log": "core",
    "categories": "reference", "legend_categories": "reference",
}  # fmt: skip


def decisions(**decided: TableDecision) -> Decisions:
    """Every table has a block, as ``mergetui init`` writes it; some of them decided."""
    tables = {key: TableDecision(phase=PHASE_OF.get(key)) for key in KEYS}
    return Decisions(
        sources=Sources(remote="remote.sql", local="migrations"),
        defaults=Defaults(key_type="uuid"),
        phases=PHASES,
        tables=tables | decided,
    )


SIDES = Sides(REMOTE, LOCAL)


def looked_at(**decided: TableDecision) -> Triage:
    return triage(SIDES, decisions(**decided))
