"""Who may do more after the merge: a table of both sides' rights and what is told of them.

A side is written as its rights: ``rls``, ``forced``, ``NAME COMMAND ROLES: CONDITION`` for a policy
(``!NAME`` restricts), ``grant ROLE PRIVILEGES [(COLUMNS)]`` (``grant!``: with grant option).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast, get_args, get_type_hints

import pytest
from schemas import catalog, decisions, name

from mergetui.catalog.model import Catalog, Grant, Policy, Table
from mergetui.decisions.model import ColumnDecision, TableDecision
from mergetui.merge.compose import compose

_GRANT = re.compile(r"grant(!?) (\w+)((?: \w+,?)*)(?: \(([\w, ]+)\))?\Z")
_POLICY = re.compile(r"(!?)(\w+) (\w+) ([\w, ]+): (.+?)(?: check (.+))?\Z")
COMMANDS = get_args(get_type_hints(Policy)["command"])


def side(rights: str, table: str = "t: id uuid pk; a text; b text", **more: object) -> Catalog:
    found = catalog(table)
    given = [words for part in rights.split("; ") if (words := part.strip())]
    changed: Table = replace(
        next(iter(found.tables.values())),
        rls="rls" in given or "forced" in given,
        force_rls="forced" in given,
        policies=tuple(p for words in given if (p := policy(words))),
        grants=tuple(g for words in given if (g := grant(words))),
    )
    return replace(found, tables={changed.name: changed}, **more)  # type: ignore[arg-type]


def policy(words: str) -> Policy | None:
    read = _POLICY.match(words)
    if read is None:
        return None
    assert read[3] in COMMANDS
    return Policy(
        name=read[2],
        permissive=not read[1],
        command=cast("None", read[3]),  # type: ignore[arg-type]
        roles=tuple(read[4].split(", ")),
        using=None if read[5] == "-" else read[5],
        check=read[6],
    )


def grant(words: str) -> Grant | None:
    read = _GRANT.match(words)
    if read is None:
        return None
    return Grant(
        grantee=read[2],
        privileges=tuple(sorted(read[3].replace(",", "").split())),
        columns=tuple(read[4].split(", ")) if read[4] else (),
        grantable=bool(read[1]),
    )


CASES = [
    ("nothing on either side", "", "", []),
    ("equal policies", "rls; p select anon: a = 'x'", "rls; q select anon: (a = 'x')", []),
    (
        "one more policy on each side",
        "rls; p select anon: a = 'x'",
        "rls; q select anon: b = 'x'",
        [
            "remote: anon: select where policy q lets them: b = 'x'",
            "local: anon: select where policy p lets them: a = 'x'",
        ],
    ),
    (
        "another role: what is for everyone is for a role too",
        "rls; p select public: a = 'x'",
        "rls; p select anon: a = 'x'",
        ["local: public: select where policy p lets them: a = 'x'"],
    ),
    (
        "several roles, one of which had it",
        "rls; p select anon: true",
        "rls; p select anon, editor: true",
        ["remote: editor: select where policy p_local lets them: true"],
    ),
    (
        "for all, where reading was free already",
        "rls; p select public: true",
        "rls; q all editor: a = 'x'",
        [
            "remote: editor: insert, update, delete where policy q lets them: a = 'x'",
            "local: public: select where policy p lets them: true",
        ],
    ),
    (
        "a check of its own",
        "rls; p insert anon: - check a = 'x'",
        "rls; p insert anon: - check true",
        ["remote: anon: insert where policy p_local lets them: true"],
    ),
    (
        "an update whose check is the condition",
        "rls; p update anon: a = 'x'",
        "rls; q update anon: a = 'x' check a = 'x'",
        [],
    ),
    (
        "row level security on one side only: its own readers gain what slept on the other",
        "p select anon: a = 'x'",
        "rls; q select anon: b = 'x'",
        ["local: anon: select where policy p lets them: a = 'x'"],
    ),
    (
        "no policy is nobody",
        "rls",
        "rls; q all public: true",
        ["remote: public: all where policy q lets them: true"],
    ),
    ("what restricts does not open", "rls", "rls; !q all public: a = 'x'", []),
    (
        "a grant",
        "grant anon select",
        "grant anon select, insert",
        ["remote: anon: insert by grant"],
    ),
    ("a grant to everyone covers a role", "grant public select", "grant anon select",
     ["local: public: select by grant"]),
    (
        "a grant of columns, beside one of other columns",
        "grant anon select (a)",
        "grant anon select (a, b)",
        ["remote: anon: select (b) by grant"],
    ),
    ("a grant of columns beside one of the table", "grant anon select", "grant anon select (a)",
     ["local: anon: select by grant"]),
    (
        "a grant that may be passed on",
        "grant anon select",
        "grant! anon select",
        ["remote: anon: select with grant option by grant"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "remote", "local", "told"), CASES, ids=[c[0] for c in CASES])
def test_who_may_do_more(title: str, remote: str, local: str, told: list[str]) -> None:
    assert gains(side(remote), side(local), TableDecision(action="merge")) == told


def gains(remote: Catalog, local: Catalog, decision: TableDecision) -> list[str]:
    merged = compose(remote, local, decisions(t=decision))
    return [f"{w.side}: {w.roles}: {w.gain}" for w in merged.widened]


def test_the_local_in_place_of_the_remote() -> None:
    """Its rows are then under other rights."""
    remote = side("forced; p select anon: true; !r all public: a = 'x'; grant anon select")
    local = side("rls; q select anon: b = 'x'")
    keep_local = TableDecision(action="keep-local")
    assert gains(remote, local, keep_local) == [
        "remote: the owner: everything: row level security is not forced any more",
        "remote: public: all: policy r restricts them no more",
    ]
    assert gains(remote, side(""), keep_local) == [
        "remote: public: everything: row level security is off"
    ]


def test_a_policy_that_restricts_and_cannot_be_carried_over() -> None:
    remote = side("rls; p all public: true; !r all public: a = 'x'")
    decision = TableDecision(action="merge", columns={"a": ColumnDecision(take="drop")})
    assert gains(remote, side("rls; p all public: true"), decision) == [
        "remote: public: all: policy r restricts them no more"
    ]


def test_names_and_types_that_change_widen_nothing() -> None:
    remote = side("rls; p select anon: a = 'x'; grant anon select (a)")
    local = side(
        "rls; p select anon: aa = 'x'; grant anon select (aa)", "t: id uuid pk; aa text; b text"
    )
    decision = TableDecision(action="merge", columns={"a": ColumnDecision(pair="aa", name="words")})
    assert gains(remote, local, decision) == []


def test_rows_that_go_into_a_table_with_more_readers() -> None:
    remote = side("rls; p select anon: true; grant anon select")
    secret = side("rls; mine select editor: true; grant editor select", "s: id uuid pk; a text")
    remote = replace(remote, tables={**remote.tables, **secret.tables})
    merged = compose(
        remote,
        catalog(""),
        decisions(t=TableDecision(action="keep"), s=TableDecision(action="merge-into", into="t")),
    )
    assert [w.message for w in merged.widened if w.key == "s"] == [
        "anon may do more than with the remote's s: select by grant",
        "anon may do more than with the remote's s: select where policy p lets them: true",
    ]
    assert {w.table for w in merged.widened} == {name("t")}


def test_what_the_platform_grants_is_no_gain() -> None:
    """It gives its roles everything in public, which no catalog shows, unless that was revoked."""
    decision = TableDecision(action="merge")
    local = side("grant anon select")
    assert gains(side("", platform=("auth",)), local, decision) == []
    assert gains(side("grant anon", platform=("auth",)), local, decision) == [
        "remote: anon: select by grant"
    ]
