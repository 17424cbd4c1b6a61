"""Every mistake in a decisions.toml: a sentence, its line, how to mend it; all of them at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mergetui.catalog.model import Catalog, Check, Column, Enum, Index, Key, Policy, Table
from mergetui.catalog.names import Name
from mergetui.decisions.check import check_against
from mergetui.decisions.model import ACTIONS
from mergetui.decisions.outline import Lines
from mergetui.decisions.read import read
from mergetui.errors import InputError, Place

TOP = 'format = 1\n[sources]\nremote = "env:R"\nlocal = "m"\n'
ALL_ACTIONS = ", ".join(ACTIONS)

READING = {
    "a conflict": (
        TOP + "[tables.a]\n<<<<<<< HEAD\naction = 'drop'\n=======\n>>>>>>> other\n",
        [
            "6: git could not merge what follows. Keep one of the two sides, "
            "and take out <<<<<<<, ======= and >>>>>>>."
        ],
    ),
    "no TOML": (TOP + "[tables.a]\naction =\n", ["6: this line is no TOML: Invalid value."]),
    "cut off": (
        TOP + '[tables.a]\naction = "kee',
        ["6: this line is no TOML: Unterminated string."],
    ),
    "twice": (
        TOP + "[tables.a]\n[tables.a]\n",
        ["6: this line is no TOML: Cannot declare ('tables', 'a') twice."],
    ),
    "empty file": (
        "",
        [
            "the file does not say its format. Its first line is format = 1.",
            '[sources] is missing: it says remote = "..." and local = "...".',
        ],
    ),
    "newer": (
        'format = 2\nnew = "thing"\n',
        ["1: format = 2 is newer than this mergetui knows (1). Install a newer mergetui."],
    ),
    "format is no number": (
        TOP.replace("1", '"1"'),
        ['1: format = "1" is no format. Its first line is format = 1.'],
    ),
    "format is true": (
        TOP.replace("1", "true"),
        ["1: format = true is no format. Its first line is format = 1."],
    ),
    "unknown action": (
        TOP + '[tables.a]\naction = "keep-locl"\n',
        [f'6: action = "keep-locl" is no action. One of: {ALL_ACTIONS}. Did you mean keep-local?'],
    ),
    "unknown keys everywhere": (
        TOP + "[phasess]\n[tables.a]\nactoin = 1\n[tables.a.columns]\nb = { tke = 1 }\n"
        "[types.t]\ninto = 1\n",
        [
            "5: phasess is no key of the file. Did you mean phases?",
            "7: actoin is no key of a table. Did you mean action?",
            "9: tke is no key of a column. Did you mean take?",
            "11: into is no key of [types].",
        ],
    ),
    "parts that are none": (
        TOP + '[tables.a.parts]\n"policy p" = "remote"\n"policy q" = { tke = "local" }\n'
        '"policy r" = { take = "lcal" }\n"policy s" = { name = "" }\n[tables.b]\nparts = 1\n',
        [
            '6: policy p = "remote" is no table of keys.',
            "7: tke is no key of a part. Did you mean take? One of: take, name.",
            '8: take = "lcal" is no take. One of: remote, local, both, drop. Did you mean local?',
            '9: name = "" is empty. Leave the key out instead.',
            "11: parts = 1 is no table.",
        ],
    ),
    "wrong types": (
        TOP + "[defaults]\nprefer = 1\n[phases]\ncore = 1\n[tables]\na = 1\nb = { rows = true }\n"
        "c = { columns = 1 }\n[tables.d.columns]\ne = { null = 'no' }\nf = 1\n",
        [
            "6: prefer = 1 is not text in quotes.",
            "8: core = 1 is no title: text in quotes.",
            "10: a = 1 is no table of keys.",
            "11: rows = true is not text in quotes.",
            "12: columns = 1 is no table.",
            '14: null = "no" is not true or false.',
            "15: f = 1 is no table of keys.",
        ],
    ),
    "sections that are none": (
        "tables = 1\n" + TOP,
        ["1: tables = 1 is no table: write [tables]."],
    ),
    "empty text": (
        TOP + '[tables.a]\nname = ""\n',
        ['6: name = "" is empty. Leave the key out instead.'],
    ),
    "a source is missing": ('format = 1\n[sources]\nremote = "a"\n', ["2: [sources] lacks local."]),
    "a password": (
        TOP.replace("env:R", "postgresql://me:hushhush@host/db"),
        ["3: remote: "],
    ),
    "lines are counted across long values": (
        TOP + '[tables.a]\nreason = """\n[tables.b]\naction = 1\n"""\nwhat = 1\n',
        ["10: what is no key of a table."],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), READING.values(), ids=READING)
def test_reading(text: str, wanted: list[str]) -> None:
    with pytest.raises(InputError) as error:
        read(text, Place("decisions.toml"))
    told = [str(m) for m in error.value.mistakes]
    assert len(told) == len(wanted), told
    for sentence, words in zip(told, wanted, strict=True):
        mark = ":" if words[0].isdigit() else ": "
        assert sentence.startswith(f"decisions.toml{mark}{words}"), sentence
    assert "hushhush" not in str(error.value)


def table(name: str, *columns: str, schema: str = "public") -> Table:
    return Table(
        name=Name(schema, name), columns=tuple(Column(name=c, type="text") for c in columns)
    )


def catalog(*tables: Table, enums: tuple[str, ...] = ()) -> Catalog:
    types = {Name("public", e): Enum(name=Name("public", e), values=("a",)) for e in enums}
    return Catalog(tables={t.name: t for t in tables}, types=types)


REMOTE = catalog(
    replace(
        table("webhook_endpoints", "id", "created_at"),
        policies=(Policy(name="mine", using="a"), Policy(name="same", using="a")),
        indexes=(Index(name="by_id", unique=False, body="USING btree (id)", columns=("id",)),),
        checks=(Check(name="c", expression="(id <> '')"),),
    ),
    table("orders", "id"),
    table("venues", "id", "room"),
    table("orders", "id", schema="sales"),
    enums=("mood",),
)
LOCAL = catalog(
    replace(
        table("webhook_endpoints", "id", "createdAt"),
        policies=(Policy(name="mine", using="b"), Policy(name="same", using="a")),
        keys=(Key(name="c", primary=False, columns=("id",)),),
    ),
    table("categories", "id"),
    table("halls", "no"),
)
BLOCKS = ("webhook_endpoints", "orders", "venues", '"sales.orders"', "categories", "halls")

AGAINST = {
    "all well": ("", []),
    "no such table": (
        '[tables.webhook_endpoint]\naction = "keep"\n',
        [
            "1: [tables.webhook_endpoint] is a table that neither side has. "
            "Did you mean webhook_endpoints?"
        ],
    ),
    "a source of truth that is no table": (
        '[defaults]\nsource_of_truth = ["venues", "category"]\n',
        ["2: source_of_truth names category, a table that neither side has. Did you mean categ"],
    ),
    "keep of both": (
        '[tables.webhook_endpoints]\naction = "keep"\n',
        [
            '2: action = "keep" is for a table that one side has; webhook_endpoints is on both. '
            "One of: keep-remote, keep-local, merge, keep-both."
        ],
    ),
    "sides that a table does not have": (
        '[tables.orders]\naction = "keep-local"\n[tables.halls]\naction = "keep-remote"\n'
        '[tables."sales.orders"]\naction = "keep-both"\nlocal_name = "b"\n',
        [
            '2: action = "keep-local" is for a table that both sides have; only the remote has '
            "orders. One of: keep, merge, merge-into, drop.",
            '4: action = "keep-remote" is for a table that both sides have; only the local has',
            '6: action = "keep-both" is for a table that both sides have; only the remote has',
        ],
    ),
    "into is missing, itself, nowhere, dropped, misspelt": (
        '[tables.orders]\naction = "merge-into"\n'
        '[tables.venues]\naction = "merge-into"\ninto = "venues"\n'
        '[tables.categories]\naction = "merge-into"\ninto = "halls"\n'
        '[tables.halls]\naction = "merge-into"\ninto = "webhook_endpointz"\n',
        [
            '2: action = "merge-into" needs into, the target\'s name after the merge.',
            "5: venues cannot be merged into itself. A table of another name that is to be venues "
            "goes into it: that one merge-into venues.",
            '8: into = "halls" is no table after the merge: halls goes into webhook_endpointz.',
            '11: into = "webhook_endpointz" is no table after the merge. '
            "Did you mean webhook_endpoints?",
        ],
    ),
    "into a name that another block gives": (
        '[tables.halls]\naction = "merge"\nname = "places"\n'
        '[tables.venues]\naction = "merge-into"\ninto = "places"\n'
        '[tables.venues.columns]\nroom = { pair = "no" }\n',
        [],
    ),
    "several into a new one": (
        '[tables.halls]\naction = "merge-into"\ninto = "places"\n'
        '[tables.venues]\naction = "merge-into"\ninto = "places"\n'
        '[tables.orders]\naction = "merge-into"\ninto = "new"\n'
        '[tables.categories]\naction = "merge-into"\ninto = "webhook_endpoint"\n'
        '[tables."sales.orders"]\naction = "merge-into"\ninto = "places"\n',
        [
            '9: into = "new" is no table after the merge. A new one needs several tables that go '
            "into it: decide them together.",
            '12: into = "webhook_endpoint" is no table after the merge. Did you mean webhook_end',
            '15: into = "places" is no table after the merge. A new one needs several',
        ],
    ),
    "several into what is misspelt": (
        '[tables.halls]\naction = "merge-into"\ninto = "webhook_endpoint"\n'
        '[tables.venues]\naction = "merge-into"\ninto = "webhook_endpoint"\n',
        [
            '3: into = "webhook_endpoint" is no table after the merge. Did you mean webhook_end',
            '6: into = "webhook_endpoint" is no table after the merge. Did you mean webhook_end',
        ],
    ),
    "two columns that pair with one": (
        '[tables.webhook_endpoints]\naction = "merge"\n'
        "[tables.webhook_endpoints.columns]\n"
        'created_at = { pair = "createdAt" }\nid = { pair = "createdAt" }\n',
        ['5: pair = "createdAt" is that of created_at already: one local column cannot be two.'],
    ),
    "into an old name": (
        '[tables.halls]\naction = "keep"\nname = "places"\n'
        '[tables.venues]\naction = "merge-into"\ninto = "halls"\n',
        ['6: into = "halls" is no table after the merge: halls becomes places.'],
    ),
    "names that say nothing": (
        '[tables.orders]\naction = "drop"\nname = "a"\ninto = "venues"\nremote_name = "c"\n',
        [
            '3: name says nothing with action = "drop".',
            '4: into says nothing with action = "drop". It belongs to merge-into.',
            '5: remote_name says nothing with action = "drop". It belongs to keep-both.',
        ],
    ),
    "both under one name": (
        '[tables.webhook_endpoints]\naction = "keep-both"\n',
        [
            '2: action = "keep-both" gives one of the two webhook_endpoints another name: '
            "write remote_name or local_name."
        ],
    ),
    "no such phase": (
        '[tables.orders]\nphase = "cor"\n',
        ['2: phase = "cor" is no phase of [phases]. Did you mean core?'],
    ),
    "no such column": (
        '[tables.webhook_endpoints]\naction = "merge"\n[tables.webhook_endpoints.columns]\n'
        'createdA = { take = "local" }\nid = { pair = "createdA" }\n',
        [
            "4: webhook_endpoints has no column createdA on either side. Did you mean createdAt?",
            '5: pair = "createdA" is no column that the local has in webhook_endpoints. '
            "Did you mean createdAt?",
        ],
    ),
    "a pair in the block of what is merged into another": (
        '[tables.categories]\naction = "merge-into"\ninto = "venues"\n'
        '[tables.categories.columns]\nid = { pair = "room" }\n[tables.venues]\naction = "keep"\n',
        [
            '5: pair = "room" is no column that the local has in categories. What categories '
            'brings into venues is paired in the block of venues: room = { pair = "id" }.',
        ],
    ),
    "parts": (
        '[tables.webhook_endpoints]\naction = "merge"\n[tables.webhook_endpoints.parts]\n'
        '"policy mne" = { take = "drop" }\n'
        '"trigger by_id" = { take = "drop" }\n'
        '"polcy mine" = { take = "drop" }\n'
        '"mine" = { take = "drop" }\n'
        '"index by_id" = { take = "local" }\n'
        '"policy same" = { take = "both" }\n'
        '"policy mine" = { take = "drop", name = "x" }\n'
        '"constraint c" = { take = "both", name = "mine" }\n'
        '[tables.orders]\naction = "keep"\n[tables.orders.parts]\n"policy p" = { take = "drop" }\n',
        [
            "4: webhook_endpoints has no policy mne on either side. Did you mean policy mine?",
            "5: webhook_endpoints has no trigger by_id on either side. Did you mean index by_id?",
            '6: "polcy mine" names no part: write a kind and a name, as in "policy owner reads". '
            "Did you mean policy mine? Kinds: constraint, index, policy, publication, rule, "
            "statistics, trigger.",
            '7: "mine" names no part: write a kind and a name, as in "policy owner reads".',
            '8: take = "local": the local has no index by_id in webhook_endpoints. '
            "One of: remote, drop.",
            '9: take = "both": policy same of webhook_endpoints is the same on both sides: there '
            "are no two to keep.",
            '10: name says nothing with take = "drop".',
            "15: orders has no policy p on either side.",
        ],
    ),
    "names that parts have": (
        '[tables.webhook_endpoints]\naction = "merge"\n[tables.webhook_endpoints.parts]\n'
        '"policy mine" = { take = "both", name = "same" }\n'
        '"policy same" = { name = "others" }\n'
        '"index by_id" = { name = "by_id" }\n',
        [],
    ),
    "a name that another part gives up": (
        '[tables.webhook_endpoints]\naction = "merge"\n[tables.webhook_endpoints.parts]\n'
        '"policy mine" = { take = "local", name = "same" }\n'
        '"policy same" = { take = "drop" }\n',
        [],
    ),
    "two parts that get one name": (
        '[tables.webhook_endpoints]\naction = "merge"\n[tables.webhook_endpoints.parts]\n'
        '"index by_id" = { name = "new" }\n'
        '"policy mine" = { take = "local", name = "new" }\n'
        '"policy same" = { name = "new" }\n',
        ['6: name = "new" is that of another one: policy mine.'],
    ),
    "a name that another part keeps": (
        '[tables.webhook_endpoints]\naction = "merge"\n[tables.webhook_endpoints.parts]\n'
        '"policy mine" = { take = "local", name = "same" }\n',
        ['4: name = "same" is that of another one: policy same.'],
    ),
    "objects": (
        '[types.moood]\n[types.mood]\naction = "merge"\n[views.v]\naction = "keep"\n',
        [
            "1: [types.moood] is a type that neither side has. Did you mean mood?",
            '3: action = "merge" is for enums that both sides have; mood is none.',
            "4: [views.v] is a view that neither side has.",
        ],
    ),
}


@pytest.mark.parametrize(("blocks", "wanted"), AGAINST.values(), ids=AGAINST)
def test_against_both_sides(blocks: str, wanted: list[str]) -> None:
    others = [f"[tables.{b}]\n" for b in BLOCKS if f"[tables.{b}]" not in blocks]
    head = TOP + '[phases]\ncore = "Core"\n'
    text = head + blocks + "".join(others)
    decisions = read(text, Place("decisions.toml"))
    lines = Lines("decisions.toml", text)
    told = [str(m) for m in check_against(decisions, REMOTE, LOCAL, lines)]
    assert len(told) == len(wanted), told
    for sentence, words in zip(told, wanted, strict=True):
        line, _, message = words.partition(": ")
        at = int(line) + head.count("\n")
        assert sentence.startswith(f"decisions.toml:{at}: {message}"), sentence


def test_a_table_without_a_block() -> None:
    text = TOP + "[tables.orders]\n"
    told = check_against(read(text, Place("d")), catalog(table("a"), table("orders")), catalog())
    assert [str(m) for m in told] == [
        "decisions.toml: a has no block. `mergetui refresh` writes one for every table."
    ]
