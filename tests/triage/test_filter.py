"""The filter language."""

from __future__ import annotations

import pytest
from triage_world import KEYS, PHASES, looked_at

from mergetui.decisions.model import TableDecision
from mergetui.errors import InputError
from mergetui.triage.filter import parse_filter

ENTRIES = looked_at(
    users=TableDecision(phase="core", action="keep", name="Accounts", reason="why"),
    categories=TableDecision(action="merge-into", into="legend_categories", reviewed="local:0"),
).entries


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", KEYS),
        ("categ", ("categories", "legend_categories")),
        ("legend", ("categories", "legend_categories")),
        ("user form", ("platform_users",)),
        ("USERS", ()),
        ("accounts", ("users",)),
        ("Accounts", ("users",)),
        ("is:undecided log", ("audit_log",)),
        ("is:decided", ("categories", "users")),
        ("is:und post", ("posts",)),
        ("is:stale", ("categories",)),
        ("is:blocked", ()),
        ("is:common", ("api_keys", "audit_log")),
        ("is:remote-only", ("legend_categories", "platform_users", "venues")),
        ("is:common,stale", ("api_keys", "audit_log", "categories")),
        ("side:local is:common", ("api_keys", "audit_log")),
        ("side:remote users", ("platform_users",)),
        ("has:conflict", ("api_keys",)),
        ("has:referents", ("api_keys",)),
        ("has:fault", ("posts",)),
        ("has:rls", ("api_keys",)),
        ("has:policies", ("api_keys",)),
        ("has:rows", ("api_keys", "audit_log")),
        ("has:reason", ("users",)),
        ("type:integer", ("api_keys", "venues")),
        ("type:date", ("api_keys",)),
        ("action:merge-into", ("categories",)),
        ("phase:reference", ("legend_categories",)),
        ("phase:2", ("legend_categories",)),
        ("phase:lookup", ("legend_categories",)),
        ("phase:1,2 is:remote", ("legend_categories", "platform_users")),
        ("phase:other", ("categories", "posts", "venues")),
        ("'users'", ("platform_users", "users")),
    ],
)
def test_filter(text: str, keys: tuple[str, ...]) -> None:
    passes = parse_filter(text, PHASES)
    assert tuple(k for k, e in ENTRIES.items() if passes(e)) == keys


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("is:undecidd", "is:undecidd is no filter. Did you mean undecided? One of: is:undecided,"),
        ("has:foo", "has:foo is no filter. One of: has:conflict,"),
        ("fase:1", "fase: is no facet of a filter. Did you mean phase? One of: phase:, is:,"),
        ("phase:9", "phase:9 is no phase. The phases are: 1 core (Core Foundation), 2 reference"),
        ("'open", "has a quote that is not closed"),
    ],
)
def test_mistakes_name_what_is_right(text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        parse_filter(text, PHASES)
    assert says in str(error.value)


def test_all_mistakes_at_once() -> None:
    with pytest.raises(InputError) as error:
        parse_filter("is:x phase:9 ok", PHASES)
    assert len(error.value.mistakes) == 2
