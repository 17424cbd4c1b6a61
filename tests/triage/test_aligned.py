"""One table side by side."""

from __future__ import annotations

from dataclasses import replace

from triage_world import REMOTE, SIDES, UUID, column, looked_at, name, table

from mergetui.decisions.model import ColumnDecision, TableDecision
from mergetui.triage.aligned import AlignedRow, Cell, aligned_rows


def text(rows: tuple[AlignedRow, ...]) -> list[str]:
    """A line a row: kind, mark, remote | merged | local."""

    def cell(found: Cell | None) -> str:
        return str(found) if found else "-"

    return [
        f"{r.kind} {r.mark}: {cell(r.remote)} | {cell(r.merged)} | {cell(r.local)}" for r in rows
    ]


def test_pairs_marks_and_parts() -> None:
    rows = aligned_rows(SIDES, looked_at().entries["api_keys"])
    now = "timestamp with time zone = now()"
    assert text(rows) == [
        "column type: id uuid not null = gen_random_uuid() | - | "
        "id text not null = (public.uuid_generate_v4())::text",
        "column equal: name text | - | name text",
        "column remote: key_prefix text | - | -",
        f"column type: created_at {now} | - | createdAt date",
        "column referents: created_by uuid → platform_users | - | created_by text → users",
        "column local: - | - | rate_limit integer = 1000",
        "key equal: api_keys_pkey primary key (id) | - | api_keys_pkey primary key (id)",
        "foreign key differs: api_keys_created_by_fkey (created_by) → platform_users (id) | - | "
        "api_keys_created_by_fkey (created_by) → users (id)",
        "check local: - | - | api_keys_rate (rate_limit > 0)",
        "index remote: api_keys_prefix (key_prefix) | - | -",
        "policy remote: own all to public using (created_by = auth.uid()) | - | -",
        "property remote: row level security enabled | - | -",
    ]


def test_merged_column_is_found_under_its_new_name() -> None:
    decision = TableDecision(
        action="merge",
        columns={
            "key_prefix": ColumnDecision(take="drop"),
            "created_at": ColumnDecision(name="made_at"),
        },
    )
    merged = table(
        "api_keys", UUID, "name text", "made_at date", "created_by uuid", "rate_limit bigint",
        "x text",
    )  # fmt: skip
    rows = aligned_rows(SIDES, looked_at(api_keys=decision).entries["api_keys"], merged)
    columns = {r.key: r for r in rows if r.kind == "column"}
    assert {k: r.merged.name if r.merged else None for k, r in columns.items()} == {
        "id": "id",
        "name": "name",
        "key_prefix": None,
        "created_at": "made_at",
        "created_by": "created_by",
        "rate_limit": "rate_limit",
        "x": "x",
    }
    assert columns["x"].mark == "merged"
    assert columns["key_prefix"].choice == ColumnDecision(take="drop")


def test_a_key_over_a_pair_with_two_names_is_one_key() -> None:
    unique = replace(
        REMOTE.tables[name("api_keys")].keys[0], name="u", primary=False, columns=("created_at",)
    )
    remote = replace(REMOTE.tables[name("api_keys")], keys=(unique,))
    local_key = replace(unique, name="v", columns=("createdAt",))
    local = replace(SIDES.tables["local"]["api_keys"], keys=(local_key,))
    sides = replace(
        SIDES,
        remote=replace(REMOTE, tables={remote.name: remote}),
        local=replace(SIDES.local, tables={local.name: local}),
    )
    entry = replace(looked_at().entries["api_keys"], remote=remote, local=local)
    keys = [r for r in aligned_rows(sides, entry) if r.kind == "key"]
    assert [r.mark for r in keys] == ["name"]


def test_a_table_of_one_side() -> None:
    rows = aligned_rows(SIDES, looked_at().entries["posts"], None)
    assert text(rows) == [
        "column local: - | - | id text not null = (public.uuid_generate_v4())::text",
        "column local: - | - | title text",
        "column local: - | - | author_id text → platform_users",
        "key local: - | - | posts_pkey primary key (id)",
        "foreign key local: - | - | posts_author_id_fkey (author_id) → platform_users (id)",
    ]
    assert column("author_id text").name == "author_id"
