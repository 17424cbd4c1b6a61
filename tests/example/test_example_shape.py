"""The example keeps the shape of the merge that it stands for, and is what its generator writes."""

from __future__ import annotations

import asyncio
import fnmatch
import re
import subprocess
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest

from mergetui.catalog.model import Catalog, Fault, Policy, Table
from mergetui.catalog.names import Name
from mergetui.catalog.server import scratch_server
from mergetui.catalog.source import read_source
from mergetui.triage.pairs import Pair, pair_columns

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example"

# Names that the plan gives to tables after the merge; no side has them.
NEW_NAMES = {"venue_profiles", "crew_profiles", "volunteer_profiles", "speaker_profiles"}
# The plan says BOTH of these, and one side has them.
ONE_SIDED = {
    "user_sessions": "remote",
    "production_schedules": "remote",
    "refunds": "remote",
    "split_payments": "remote",
    "events": "local",
    "productions": "local",
}
POINTS_ELSEWHERE = {
    ("user_organizations", "user_id"): ("platform_users", "users"),
    ("notifications", "user_id"): ("platform_users", "users"),
    ("api_keys", "created_by"): ("platform_users", "users"),
    ("webhook_endpoints", "created_by"): ("platform_users", "users"),
    ("tickets", "event_id"): ("legend_events", "events"),
    ("punch_lists", "event_id"): ("legend_events", "events"),
    ("credentials", "event_id"): ("legend_events", "events"),
    ("job_postings", "department_id"): ("legend_departments", "departments"),
}


async def _read() -> tuple[Catalog, Catalog]:
    async with scratch_server() as server:
        remote, local = [
            await read_source(
                source, base=EXAMPLE, server=lambda: nullcontext(server), progress=None
            )
            for source in ("remote.sql", "local")
        ]
    return remote, local


@pytest.fixture(scope="module")
def sides() -> tuple[Catalog, Catalog]:
    return asyncio.run(_read())


@pytest.fixture(scope="module")
def remote(sides: tuple[Catalog, Catalog]) -> Catalog:
    return sides[0]


@pytest.fixture(scope="module")
def local(sides: tuple[Catalog, Catalog]) -> Catalog:
    return sides[1]


@pytest.fixture(scope="module")
def common(remote: Catalog, local: Catalog) -> dict[str, tuple[Table, Table, tuple[Pair, ...]]]:
    return {
        name.name: (
            remote.tables[name],
            local.tables[name],
            pair_columns(remote.tables[name], local.tables[name], {}),
        )
        for name in sorted(remote.tables.keys() & local.tables.keys())
    }


def test_the_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLE / "generate.py"), str(tmp_path)]
    subprocess.run(command, check=True)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.sql")}
    kept = {
        p.relative_to(EXAMPLE): p.read_bytes()
        for p in [EXAMPLE / "remote.sql", *(EXAMPLE / "local").iterdir()]
    }
    assert written.keys() == kept.keys()
    assert [p for p in kept if kept[p] != written[p]] == []


def test_the_remote_loads_without_a_fault(remote: Catalog) -> None:
    assert remote.faults == ()
    assert remote.declared == ()
    assert len(remote.tables) == 349
    assert sum(hasattr(t, "values") for t in remote.types.values()) == 67
    assert 5900 <= remote.column_count <= 6200
    tables = remote.tables.values()
    assert 960 <= sum(len(t.foreign_keys) for t in tables) <= 990
    assert 780 <= sum(len(t.indexes) for t in tables) <= 850
    assert 270 <= sum(t.rls for t in tables) <= 290
    assert sum(c.generated != "" for t in tables for c in t.columns) == 7
    assert any("security_invoker=true" in view.options for view in remote.views.values())
    assert any(view.materialized for view in remote.views.values())


def test_all_tables_of_the_local_come_up(local: Catalog) -> None:
    assert len(list((EXAMPLE / "local").glob("*.sql"))) == 14
    assert len(local.tables) == 226
    assert 2400 <= local.column_count <= 2500
    tables = local.tables.values()
    declared = Counter(type(d.object).__name__ for d in local.declared)
    foreign_keys = sum(len(t.foreign_keys) for t in tables) + declared["ForeignKey"]
    assert 330 <= foreign_keys <= 350
    assert 280 <= sum(len(t.indexes) for t in tables) + declared["Index"] <= 300
    assert 195 <= sum(t.rls for t in tables) <= 205
    assert 208 <= sum(len(t.policies) for t in tables) + declared["Policy"] <= 220
    camel = [c.name for t in tables for c in t.columns if c.name != c.name.lower()]
    assert len(camel) == 106


def test_local_keys_are_text(local: Catalog) -> None:
    keys = [
        (key := t.column("id")) is not None
        and key.type == "text"
        and (key.default or "").endswith("())::text")
        for t in local.tables.values()
    ]
    assert Counter(keys) == {True: 220, False: 6}


FAULTS = [
    ("operator does not exist: (text = uuid|uuid = text)", 140, 160),
    ("foreign key constraint .* cannot be implemented", 4, 4),
    ("there is no unique constraint matching given keys", 1, 1),
    ("column .* does not exist", 2, 2),
    ("syntax error", 1, 1),
    ("relation .* already exists", 10, 20),
]


@pytest.mark.parametrize(("message", "least", "most"), FAULTS)
def test_faults_of_the_local(local: Catalog, message: str, least: int, most: int) -> None:
    found = [fault for fault in local.faults if re.match(message, fault.message)]
    assert least <= len(found) <= most, _listed(found)
    assert all(fault.place.file and fault.place.line for fault in found)


def test_the_local_has_no_other_faults(local: Catalog) -> None:
    known = "|".join(message for message, _, _ in FAULTS)
    assert _listed([f for f in local.faults if not re.match(known, f.message)]) == []


def _listed(faults: list[Fault]) -> list[str]:
    return [f"{fault.place}: {fault.message}" for fault in faults]


def test_some_policies_cast_auth_uid(local: Catalog) -> None:
    policies = [p for t in local.tables.values() for p in t.policies]
    assert sum("(auth.uid())::text" in (p.using or "") for p in policies) >= 5


async def _psql() -> tuple[int, int]:
    """How many statements plain psql refuses, and how many tables come up."""
    refused = 0
    async with scratch_server() as server, server.database() as database:
        for path in sorted((EXAMPLE / "local").glob("*.sql")):
            command = [str(server.bin_path / "psql"), database.dsn, "-qX", "-f", str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            refused += done.stderr.count("ERROR:")
        connection = await database.connect()
        try:
            tables = await connection.fetchval(
                "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'public'"
            )
        finally:
            await connection.close()
    return refused, tables


def test_postgres_alone_refuses_a_good_part_of_the_local() -> None:
    refused, tables = asyncio.run(_psql())
    assert refused > 800
    assert tables < 226


def _plan() -> str:
    return (EXAMPLE / "merge-plan.md").read_text(encoding="utf-8")


def test_the_common_tables_are_those_of_the_plan(
    common: dict[str, tuple[Table, Table, tuple[Pair, ...]]],
) -> None:
    part = _plan().split("## The 24 tables")[1].split("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) == list(common)
    assert len(common) == 24


def test_the_plan_names_only_tables_that_are_there(remote: Catalog, local: Catalog) -> None:
    names = {name.name for name in (*remote.tables, *local.tables)}
    written = set(re.findall(r"`([a-z0-9_*]+)`", _plan()))
    written |= set(re.findall(r"^([a-z0-9_]+) +→", _plan(), re.MULTILINE))
    assert len(written) > 150
    missing = {w for w in written if not fnmatch.filter(names, w)}
    assert missing == NEW_NAMES


def test_the_plan_says_both_of_tables_that_one_side_has(remote: Catalog, local: Catalog) -> None:
    both = {
        name
        for line in _plan().splitlines()
        if "| BOTH |" in line
        for name in re.findall(r"`(\w+)`", line)
    }
    present = {"remote": remote.tables, "local": local.tables}
    found = {
        name: side
        for name in both
        for side, other in (("remote", "local"), ("local", "remote"))
        if Name("public", name) in present[side] and Name("public", name) not in present[other]
    }
    assert found == ONE_SIDED


def test_conflicts_of_the_common_tables(
    common: dict[str, tuple[Table, Table, tuple[Pair, ...]]],
) -> None:
    pairs = [pair for _, _, found in common.values() for pair in found]
    kinds = Counter(pair.reason or ("remote" if pair.local is None else "local") for pair in pairs)
    assert kinds == {"name": 141, "spelling": 23, "remote": 278, "local": 107}
    types = Counter(
        (pair.remote.type.removeprefix("public."), pair.local.type)
        for pair in pairs
        if pair.reason == "name" and pair.remote and pair.local
        if pair.remote.type != pair.local.type
    )
    assert types.total() == 57
    enums = {"notice_kind", "payment_status", "priority_level", "membership_status", "ticket_state"}
    assert types == {
        ("uuid", "text"): 44,
        **{(enum, "text"): 1 for enum in enums},
        ("jsonb", "text[]"): 2,
        ("jsonb", "text"): 2,
        ("timestamp with time zone", "date"): 2,
        ("numeric(12,2)", "numeric(10,2)"): 2,
    }


def test_foreign_keys_of_both_sides_that_point_elsewhere(
    common: dict[str, tuple[Table, Table, tuple[Pair, ...]]],
) -> None:
    elsewhere, same = {}, 0
    for name, (ours, theirs, _) in common.items():
        targets = {k.columns: k.references.name for k in theirs.foreign_keys}
        for key in ours.foreign_keys:
            other = targets.get(key.columns)
            same += other == key.references.name
            if other not in (None, key.references.name):
                elsewhere[name, key.columns[0]] = (key.references.name, other)
    assert elsewhere == POINTS_ELSEWHERE
    assert same == 12


def test_local_only_tables_that_reference_a_common_one(
    local: Catalog, common: dict[str, tuple[Table, Table, tuple[Pair, ...]]]
) -> None:
    found = {
        table.name.name
        for table in local.tables.values()
        if table.name.name not in common
        and any(key.references.name in common for key in table.foreign_keys)
    }
    assert len(found) == 78


def test_objects_that_both_sides_define_differently(remote: Catalog, local: Catalog) -> None:
    types = {n.name for n, t in local.types.items() if remote.types.get(n, t) != t}
    assert types == {"membership_status"}
    functions = {s for s, f in local.functions.items() if s in remote.functions}
    assert functions == {"slugify(text)"}


def test_checks_indexes_and_policies_meet_in_common_tables(
    remote: Catalog,
    local: Catalog,
    common: dict[str, tuple[Table, Table, tuple[Pair, ...]]],
) -> None:
    """Of each kind some are equal and some only share the name."""
    seen: dict[str, set[bool]] = {"checks": set(), "indexes": set(), "policies": set()}
    for ours, theirs, _ in common.values():
        for kind, results in seen.items():
            named = {o.name: o for o in getattr(theirs, kind)}
            results |= {o == named[o.name] for o in getattr(ours, kind) if o.name in named}
    names = {(d.table, d.object.name) for d in local.declared if isinstance(d.object, Policy)}
    seen["policies"] |= {
        False for t in remote.tables.values() for p in t.policies if (t.name, p.name) in names
    }
    assert seen == {kind: {True, False} for kind in seen}
