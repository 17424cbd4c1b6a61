"""The text of decisions.toml: canonical, the same decisions again, no comment lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.model import (
    ACTIONS,
    SIDES,
    TAKES,
    ColumnDecision,
    Decisions,
    Defaults,
    ObjectDecision,
    PartDecision,
    Sources,
    TableDecision,
)
from mergetui.decisions.outline import Blocks, block_of, headers_are_plain, outline
from mergetui.decisions.read import fmt, read
from mergetui.decisions.write import HEAD, header, write
from mergetui.errors import Place

T = TypeVar("T")

text = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n\t#[]{}.= \r"),
    min_size=1,
    max_size=12,
)
names = st.sampled_from(["a", "b", "orders", "sales.orders", "Order", "f(uuid)"]) | text
maybe = st.none() | text
columns = st.builds(
    ColumnDecision,
    take=st.none() | st.sampled_from(TAKES),
    pair=maybe | st.just(""),
    name=maybe,
    type=maybe,
    using=maybe,
    default=maybe | st.just(""),
    null=st.none() | st.booleans(),
).filter(lambda c: c != ColumnDecision())


parts = st.builds(PartDecision, take=st.none() | st.sampled_from(TAKES), name=maybe).filter(
    lambda p: p != PartDecision()
)


def mapping(values: st.SearchStrategy[T], size: int) -> st.SearchStrategy[Mapping[str, T]]:
    return st.dictionaries(names, values, max_size=size).map(MappingProxyType)


tables = st.builds(
    TableDecision,
    phase=maybe,
    action=st.sampled_from(ACTIONS),
    name=maybe,
    into=maybe,
    remote_name=maybe,
    local_name=maybe,
    rows=st.sampled_from(["keep", "discard"]),
    reason=maybe,
    reviewed=maybe,
    columns=mapping(columns, 3),
    parts=mapping(parts, 3),
)
objects = st.builds(
    ObjectDecision,
    action=st.sampled_from(ACTIONS),
    name=maybe,
    remote_name=maybe,
    local_name=maybe,
    reason=maybe,
    reviewed=maybe,
)
decisions = st.builds(
    Decisions,
    sources=st.just(Sources(remote="env:REMOTE", local="supabase/migrations")),
    defaults=st.builds(
        Defaults,
        prefer=st.sampled_from(SIDES),
        key_type=maybe,
        source_of_truth=st.lists(text, max_size=3).map(tuple),
    ),
    phases=mapping(text, 3),
    tables=mapping(tables, 4),
    types=mapping(objects, 2),
    functions=mapping(objects, 2),
    views=mapping(objects, 1),
    sequences=mapping(objects, 1),
)

HERE = Place("decisions.toml")

EXAMPLE = """\
# mergetui decisions. Edit by hand or in the terminal; `mergetui fmt` puts it into this form.
format = 1

[sources]
remote = "env:REMOTE_DATABASE_URL"
local = "supabase/migrations"

[defaults]
prefer = "remote"
key_type = "uuid"
source_of_truth = ["platform_users"]

[phases]
core = "Core Foundation"
reference = "Reference/Lookup Tables"
profiles = "Profile System"
common = "Common Tables"

[tables.api_keys]
phase = "common"
action = "merge"
reason = "Combine columns, prefer remote structure"
reviewed = "remote:1f3c9a2e local:77ab01d4"

[tables.api_keys.columns]
created_at = { pair = "createdAt" }
scopes = { take = "local", using = "to_jsonb(scopes)" }

[tables.categories]
phase = "reference"
action = "merge-into"
into = "legend_categories"

[tables.destination_profiles]
phase = "profiles"
action = "merge"
name = "venue_profiles"

[tables.places_profile_venue]
phase = "profiles"
action = "merge-into"
into = "venue_profiles"
"""


@given(decisions)
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back(decided: Decisions) -> None:
    text = write(decided)
    assert read(text, HERE) == decided
    assert fmt(text) == text
    assert "\r" not in text and text.endswith("\n") and not text.endswith("\n\n")


def by_hand(text: str, random: Random) -> tuple[str, list[str]]:
    """The text with its blocks shuffled, blank lines and comments put in anywhere."""
    head, *blocks = text.split("\n\n")
    random.shuffle(blocks)
    lines, comments = list[str](), list[str]()
    for line in "\n\n".join([head, *blocks]).split("\n"):
        if random.random() < 0.3:
            comments.append(f"# comment {len(comments)}")
            lines.append(comments[-1])
        if random.random() < 0.1:
            lines.append("")
        if line and "#" not in line and random.random() < 0.2:
            comments.append(f"# comment {len(comments)}")
            line = f"{line}   {comments[-1]}"  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines), comments


def holds(text: str, comments: list[str]) -> None:
    """Each comment is there once."""
    for comment in comments:
        assert sum(line.endswith(comment) for line in text.split("\n")) == 1, comment


@given(decisions, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_a_hand_edit_keeps_its_meaning_and_its_comments(decided: Decisions, random: Random) -> None:
    text, comments = by_hand(write(decided), random)
    again = fmt(text)
    assert fmt(again) == again
    assert read(again, HERE) == read(text, HERE) == decided
    holds(again, comments)


@given(decisions, names, tables, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_a_choice_in_a_file_edited_by_hand(
    decided: Decisions, key: str, new: TableDecision, random: Random
) -> None:
    text, comments = by_hand(write(decided), random)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.toml"
        path.write_text(text, newline="")
        file = DecisionsFile.load(path)
        file.set_table(key, new)
        again = path.read_text()
    assert read(again, HERE) == file.decisions
    assert dict(file.decisions.tables) == {**decided.tables, key: new}
    holds(again, comments)


def test_the_example_of_the_design_is_canonical() -> None:
    assert fmt(EXAMPLE) == EXAMPLE


TOP = 'format = 1\n\n[sources]\nremote = "env:R"\nlocal = "m"\n\n[defaults]\nprefer = "remote"\n'

GOLDEN = {
    "defaults are left out, blocks sorted by name, keys in order": (
        """
[tables.b]
reason = "why"
action = "keep"
[tables.a]
rows = "keep"
action = "undecided"
phase = "core"
""",
        """
[tables.a]
phase = "core"

[tables.b]
action = "keep"
reason = "why"
""",
    ),
    "other spellings of the same tables become blocks": (
        """
# of all tables
[tables]  # and more
"a b" = { action = 'keep' }  # beside
c.action = "drop"
[tables.c.columns.created_at]
using = '''
a"b'''
pair = ""
[functions]
"f(uuid)".action = "keep-remote"
""",
        """
# of all tables
# and more
[tables."a b"]  # beside
action = "keep"

[tables.c]
action = "drop"

[tables.c.columns]
created_at = { pair = "", using = "a\\"b" }

[functions."f(uuid)"]
action = "keep-remote"
""",
    ),
    "parts of a table, in their order and with their comments": (
        """
[tables.b]
action = "merge"
[tables.b.parts]
# theirs asks for the owner
"policy owner reads" = { name = "theirs", take = 'both' }  # since March
"index b_idx".take = "drop"
'constraint b\\"x' = { take = "remote" }
"trigger t" = { }
[tables.b.columns]
z = { take = "remote" }
""",
        """
[tables.b]
action = "merge"

[tables.b.columns]
z = { take = "remote" }

[tables.b.parts]
"constraint b\\\\\\"x" = { take = "remote" }
"index b_idx" = { take = "drop" }
# theirs asks for the owner
"policy owner reads" = { take = "both", name = "theirs" }  # since March
""",
    ),
    "a comment stays with what it was written to": (
        """
# about b
[tables.b] # beside b
# about its action
action = "keep" # beside its action
# at the end of b

# a chapter

# about a
[tables.a]
# nothing is discarded
rows = "keep"   # the default
[tables.a.columns]   # columns of a
# about z
z = { take = "remote" }
y = { }   # nothing yet
# the last word""",
        """
# a chapter

# about a
# nothing is discarded
# the default
[tables.a]

# nothing yet
[tables.a.columns]  # columns of a
# about z
z = { take = "remote" }
# the last word

# about b
[tables.b]  # beside b
# about its action
action = "keep"  # beside its action
# at the end of b
""",
    ),
}


@pytest.mark.parametrize(("given", "wanted"), GOLDEN.values(), ids=GOLDEN)
def test_canonical_form(given: str, wanted: str) -> None:
    assert fmt(TOP + given) == f"{HEAD}\n{TOP}{wanted}"
    assert fmt(f"{HEAD}\n{TOP}{wanted}") == f"{HEAD}\n{TOP}{wanted}"


def test_line_ends_and_a_mark_of_byte_order_are_put_right() -> None:
    assert fmt("\ufeff" + EXAMPLE.replace("\n", "\r\n")) == EXAMPLE


PLAIN = """format = 1

# about a
[tables.a]
action = "keep"  # yes

# about its columns
[tables.a.columns]
x = { take = "local" }

# about the other
[tables."a.b"]
action = "keep"

[tables.c]
action = "keep"
"""


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        (PLAIN, ("tables", "a"), ("[tables.a]", 'x = { take = "local" }\n')),
        (PLAIN, ("tables", "a.b"), ('[tables."a.b"]', 'action = "keep"\n')),
        (PLAIN, ("tables", "c"), ("[tables.c]", 'action = "keep"\n')),
        (PLAIN, ("tables", "b"), None),
        (PLAIN.replace("[tables.c]", "[tables.c] # c"), ("tables", "c"), None),
        (PLAIN + "\n[tables.a.more]\n", ("tables", "a"), None),  # in two places
    ],
)
def test_a_block_is_found_by_its_header(
    text: str, key: tuple[str, str], found: tuple[str, str] | None
) -> None:
    there = block_of(text, header(*key))
    assert Blocks(text).of(header(*key)) == there  # of many
    assert (there is None) is (found is None)
    if there is not None and found is not None:
        at, statements = there
        block = text[at + statements[0].start : at + statements[-1].end]
        assert block.startswith(found[0]) and block.endswith(found[1])
        scanned = [s for s in outline(text).statements if s.path[:2] == key]
        if "#" not in block:  # one stands for all of it
            scanned = [scanned[0]._replace(path=(), end=scanned[-1].end)]
        assert [s.path for s in statements] == [s.path for s in scanned]
        assert [s.start + at for s in statements] == [s.start for s in scanned]
        assert [s.end + at for s in statements] == [s.end for s in scanned]
        assert [s.above for s in statements[1:]] == [s.above for s in scanned[1:]]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (PLAIN, True),
        ('[functions."f(a, b)"]\n', True),
        ("[ tables.a]\n", False),
        ("[tables . a]\n", False),
        ("  [tables.a]\n", False),
        ("[tables.'a']\n", False),
        ('reason = """\n[tables.a]\n"""\n', False),
        ("reason = '''\n[tables.a]\n'''\n", False),
    ],
)
def test_headers_are_plain_or_the_whole_text_is_scanned(text: str, plain: bool) -> None:
    assert headers_are_plain(text) is plain
