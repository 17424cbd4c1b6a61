"""``decide``: all of a choice or nothing, with the reason; and ``fmt`` and ``check`` after it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_merge import LOCAL, REMOTE, Folder, Process, Run, table

from mergetui.catalog.model import Domain
from mergetui.catalog.names import Name
from mergetui.decisions.model import ColumnDecision, PartDecision, TableDecision
from mergetui.decisions.reviewed import reviewed_text
from mergetui.triage.history import History

CHOICES = {
    "keep": (("orders", "keep"), {"orders": TableDecision(action="keep")}),
    "a name and a reason": (
        ("webhooks", "keep", "--name", "hooks", "--reason", "shorter"),
        {"webhooks": TableDecision(action="keep", name="hooks", reason="shorter")},
    ),
    "columns": (
        (
            *("api_keys", "merge", "--column", "scopes=local"),
            *("--column", "scopes.using=to_jsonb(scopes)", "--column", "created_at.pair=createdAt"),
            *("--column", "id.null=false"),
        ),
        {
            "api_keys": TableDecision(
                action="merge",
                columns={
                    "created_at": ColumnDecision(pair="createdAt"),
                    "id": ColumnDecision(null=False),
                    "scopes": ColumnDecision(take="local", using="to_jsonb(scopes)"),
                },
            )
        },
    ),
    "both": (
        ("api_keys", "keep-both", "--local-name", "api_keys_new"),
        {"api_keys": TableDecision(action="keep-both", local_name="api_keys_new")},
    ),
    "into": (
        ("categories", "merge-into", "--into", "legend_categories"),
        {"categories": TableDecision(action="merge-into", into="legend_categories")},
    ),
    "several into a new one": (
        ("orders", "categories", "merge-into", "--into", "things"),
        {
            "orders": TableDecision(action="merge-into", into="things"),
            "categories": TableDecision(action="merge-into", into="things"),
        },
    ),
    "a view under the old name": (
        ("orders", "keep", "--name", "sales", "--view"),
        {"orders": TableDecision(action="keep", name="sales", view=True)},
    ),
    "rows given up": (
        ("orders", "drop", "--rows", "discard"),
        {"orders": TableDecision(action="drop", rows="discard")},
    ),
    "several": (
        ("orders", "webhooks", "keep"),
        {"orders": TableDecision(action="keep"), "webhooks": TableDecision(action="keep")},
    ),
    "all that a filter shows": (
        ("--where", "side:local is:local-only", "keep"),
        {"categories": TableDecision(action="keep"), "webhooks": TableDecision(action="keep")},
    ),
}


@pytest.mark.parametrize(("words", "wanted"), CHOICES.values(), ids=CHOICES)
def test_a_choice(
    folder: Folder, run: Run, words: tuple[str, ...], wanted: dict[str, TableDecision]
) -> None:
    before = folder.decisions.tables
    result = run("decide", *words)
    assert result.exit_code == 0, result.stderr
    after = folder.decisions.tables
    changed = {k: d for k, d in after.items() if before[k] != d}
    assert changed.keys() == wanted.keys()
    for key, decision in wanted.items():
        got = changed[key]
        assert got.reviewed
        assert (got.action, got.name, got.into, got.rows, got.reason) == (
            decision.action,
            decision.name,
            decision.into,
            decision.rows,
            decision.reason,
        )
        assert (got.remote_name, got.local_name) == (decision.remote_name, decision.local_name)
        assert dict(got.columns) == dict(decision.columns)
        assert f"{key}: undecided -> {decision.action}" in result.stdout
    if "--where" in words:
        assert result.stdout.startswith("2 tables pass")


def test_a_choice_names_what_it_was_made_of_and_can_be_undone(folder: Folder, run: Run) -> None:
    before = folder.decisions.tables
    run("decide", "orders", "keep")
    assert folder.decisions.tables["orders"].reviewed == reviewed_text(REMOTE[1], None)
    move = History.of(folder.file).undo(folder.decisions.tables)
    assert move is not None
    assert move.blocks == {"orders": before["orders"]}
    assert run("decide", "orders", "undecided").exit_code == 0
    assert folder.decisions.tables == before


def test_parts_of_a_table_and_what_they_come_to(folder: Folder, run: Run) -> None:
    """With an action, or leaving what was decided; told by ``show``, and undone as one step."""
    assert run("decide", "orders", "keep", "--part", "constraint orders_pkey=drop").exit_code == 0
    decided = folder.decisions.tables["orders"]
    assert decided.parts == {"constraint orders_pkey": PartDecision(take="drop")}
    text = run("show", "orders").stdout
    assert "choice  take drop" in text
    assert "remote key orders_pkey of orders: a decision drops it" in text
    rows = json.loads(run("show", "orders", "--json").stdout)["aligned"]
    key = next(row for row in rows if row["kind"] == "key")
    assert (key["parts"], key["choice"]) == (["constraint orders_pkey"], {"take": "drop"})
    assert key["merged"] is None
    assert run("decide", "orders", "--part", "constraint orders_pkey=").exit_code == 0
    assert run("decide", "orders", "--part", "constraint orders_pkey.name=o_key").exit_code == 0
    named = folder.decisions.tables["orders"]
    assert named.parts == {"constraint orders_pkey": PartDecision(name="o_key")}
    move = History.of(folder.file).undo(folder.decisions.tables)
    assert move is not None
    assert move.blocks["orders"].parts == {}


def test_filed_under_a_phase(folder: Folder, run: Run) -> None:
    """With a choice, or leaving what was decided."""
    text = folder.file.read_text("utf-8")
    folder.file.write_text(text.replace("[tables.api", '[phases]\ncore = "Core"\n\n[tables.api', 1))
    assert run("decide", "orders", "keep", "--phase", "core").exit_code == 0
    decided = folder.decisions.tables["orders"]
    assert (decided.action, decided.phase) == ("keep", "core")
    result = run("decide", "--where", "order", "--phase", "")
    assert result.stdout.startswith("1 table passes 'order': phase none")
    assert folder.decisions.tables["orders"] == replace(decided, phase=None)
    assert run("decide", "orders", "api_keys", "--phase", "core").exit_code == 0
    assert [k for k, d in folder.decisions.tables.items() if d.phase] == ["api_keys", "orders"]


REFUSED = {
    "no action": (
        ("orders", "keep-locl"),
        "keep-locl is no action. One of: undecided, keep, keep-remote, keep-local, merge, "
        "keep-both, merge-into, drop. Did you mean keep-local?",
    ),
    "no table": (("order", "keep"), "order is a table that neither side has. Did you mean orders?"),
    "no table named": (("keep",), "Which table?"),
    "both": (("orders", "--where", "is:common", "keep"), "not both"),
    "a filter that shows nothing": (("--where", "zzz", "keep"), "No table passes 'zzz'."),
    "a filter that is none": (("--where", "is:nothing", "keep"), "is:nothing is no filter."),
    "an action that its sides forbid": (("orders", "keep-local"), "orders"),
    "into nothing": (("orders", "merge-into"), "merge-into needs"),
    "into nowhere": (
        ("orders", "merge-into", "--into", "categoriez"),
        'into = "categoriez" is no table after the merge. Did you mean categories?',
    ),
    "rows that there are none of": (("webhooks", "drop", "--rows", "discard"), "no rows"),
    "no column": (("api_keys", "merge", "--column", "scope=local"), "Did you mean scopes?"),
    "no take": (("api_keys", "merge", "--column", "scopes=lokal"), "Did you mean local?"),
    "no choice": (("api_keys", "merge", "--column", "scopes"), "COLUMN=TAKE"),
    "no part": (
        ("api_keys", "merge", "--part", "policy mne=drop"),
        "api_keys has no policy mne on either side.",
    ),
    "no part's take": (("api_keys", "merge", "--part", "policy a=lokal"), "Did you mean local?"),
    "no part's choice": (("api_keys", "merge", "--part", "policy a"), "'KIND NAME=TAKE'"),
    "a part of what is undecided": (
        ("api_keys", "--part", "constraint api_keys_pkey=drop"),
        "api_keys is undecided: choose for the table first.",
    ),
    "a column of what is undecided": (
        ("api_keys", "--column", "scopes=local"),
        "api_keys is undecided: choose for the table first.",
    ),
    "a part that only one side has": (
        ("orders", "keep", "--part", "constraint orders_pkey=both"),
        "Only the remote has constraint orders_pkey in orders. One of: remote, drop.",
    ),
    "nothing at all": ((), "nothing is no action."),
    "no phase": (
        ("orders", "--phase", "cor"),
        'cor is no phase: write it into [phases] of decisions.toml, cor = "Its title".',
    ),
    "a phase, and more without an action": (
        ("orders", "--phase", "", "--reason", "x"),
        "orders is no action.",
    ),
    "one of two is wrong": (("orders", "webhookz", "keep"), "Did you mean webhooks?"),
}


@pytest.mark.parametrize(("words", "wanted"), REFUSED.values(), ids=REFUSED)
def test_a_choice_that_cannot_be_made(
    folder: Folder, run: Run, words: tuple[str, ...], wanted: str
) -> None:
    before = folder.content()
    result = run("decide", *words)
    assert result.exit_code == 2
    assert wanted in result.stderr
    assert result.stdout == ""
    assert folder.content() == before


def test_taking_away_what_others_go_into_is_refused(folder: Folder, run: Run) -> None:
    assert run("decide", "categories", "merge-into", "--into", "legend_categories").exit_code == 0
    before = folder.content()
    result = run("decide", "legend_categories", "drop", "--rows", "discard")
    assert result.exit_code == 2
    assert 'into = "legend_categories" is no table after the merge' in result.stderr
    assert folder.content() == before


def test_what_a_choice_still_lacks_is_told_at_once(folder: Folder, run: Run) -> None:
    result = run("decide", "orders", "drop")
    assert result.exit_code == 0
    assert result.stderr.startswith("In the way of export: orders: drop loses the rows")
    assert run("decide", "orders", "drop", "--rows", "discard").stderr == ""


def test_fmt(folder: Folder, run: Run) -> None:
    text = folder.file.read_text()
    folder.file.write_text(text.replace("[tables.orders]", "# mine\n[tables.orders]\nrows='keep'"))
    assert "put into canonical form" in run("fmt").stdout
    assert folder.file.read_text() == text.replace("[tables.orders]", "# mine\n[tables.orders]")
    before = folder.file.stat().st_mtime_ns
    assert "is in canonical form" in run("fmt").stdout
    assert folder.file.stat().st_mtime_ns == before


def test_check_of_a_merge_that_is_done(begin: object, run: Run) -> None:
    assert callable(begin)
    begin("union")
    result = run("check")
    assert (result.exit_code, result.stdout) == (
        0,
        "decisions.toml: 5 tables decided, none stale, no contradiction.\n",
    )


def test_check_finds_everything_at_once_and_says_what_mends_it(begin: object, run: Run) -> None:
    assert callable(begin)
    folder: Folder = begin("union")
    run("decide", "webhooks", "undecided")
    folder.snapshot(
        "remote", REMOTE[0], table("orders", id="uuid"), REMOTE[2], table("new", id="uuid")
    )
    text = folder.file.read_text().replace(
        "[tables.categories]\n", '[tables.categories]\nrows = "keep"\n'
    )
    folder.file.write_text(text + '\n[tables.api_key]\naction = "keep"\n')
    line = folder.file.read_text().split("\n").index("[tables.api_key]") + 1
    result = run("check")
    assert result.exit_code == 1
    for wanted in (
        '-rows = "keep"\n',
        "decisions.toml is not in canonical form. mergetui fmt\n",
        f"decisions.toml:{line}: [tables.api_key] is a table that neither side has. "
        "Did you mean api_keys?\n",
        "decisions.toml: new has no block. `mergetui refresh` writes one for every table.\n",
        "2 undecided: new, webhooks. mergetui list is:undecided",
        "1 stale: orders. mergetui show TABLE",
    ):
        assert wanted in result.stdout, wanted
    facts = json.loads(run("check", "--json").stdout)
    assert not facts["canonical"]
    assert (facts["undecided"], facts["stale"]) == (["new", "webhooks"], ["orders"])
    assert len(facts["mistakes"]) == 2


def test_check_asks_postgres_about_expressions(begin: object, run: Run) -> None:
    assert callable(begin)
    begin("union")
    for said in ("to_jsonb(scope)", "array_length(scopes, 1)", "to_jsonb(scopes)"):
        run("decide", "api_keys", "merge", "--column", "scopes.take=local",
            "--column", f"scopes.using={said}")  # fmt: skip
        result = run("check")
        at = f"api_keys.scopes: using = {said}: "
        told = {
            "to_jsonb(scope)": f'{at}column "scope" does not exist',
            "array_length(scopes, 1)": f'{at}result of USING clause for column "scopes" cannot be '
            "cast automatically to type jsonb",
        }.get(said)
        assert result.exit_code == int(told is not None)
        assert (told or "no contradiction") in result.stdout
    run("decide", "orders", "merge", "--column", "total.default='x'::text")
    facts = json.loads(run("check", "--json").stdout)["refused"]
    assert [(f["table"], f["column"], f["field"]) for f in facts] == [
        ("orders", "total", "default")
    ]


def test_check_says_how_what_is_no_table_is_found_and_decided(begin: object, run: Run) -> None:
    assert callable(begin)
    folder: Folder = begin("union")
    for side, values in (("remote", ("a", "b")), ("local", ("b", "a"))):
        mood = Domain(name=Name("public", "my mood"), type=f"character({len(values[0])})")
        mood = replace(mood, default=f"'{values[0]}'::bpchar")
        tables = REMOTE if side == "remote" else LOCAL
        folder.snapshot(side, *tables, types={mood.name: mood})
    run("fmt")
    said = run("check").stdout
    listing = "mergetui list is:undecided kind:type"
    assert f"1 undecided beside tables: types.my mood. {listing}; mergetui decide" in said
    assert "'types.my mood' ACTION\n" in said
    assert run(*listing.split()[1:]).stdout.startswith("types.my mood")
    wrong = run("decide", "my mood", "keep-remote")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "my mood is no table. Did you mean types.my mood?\n",
    )
    assert run("decide", "types.my mood", "keep-remote").exit_code == 0
    assert run("check").exit_code == 0


def test_a_broken_file_is_told_with_its_line(folder: Folder, process: Process) -> None:
    text = folder.file.read_text()
    folder.file.write_text(
        text.replace("[tables.orders]", '[tables.orders]\nactoin = 1\nrows = "x"')
    )
    before = folder.content()
    line = folder.file.read_text().split("\n").index("actoin = 1") + 1
    for words in (("check",), ("fmt",), ("status",), ("decide", "orders", "keep"), ("export",)):
        done = process(*words)
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.splitlines()[0].startswith(
            f"decisions.toml:{line}: actoin is no key of a table. Did you mean action?"
        )
        assert done.stderr.splitlines()[-1] == "2 mistakes; nothing was written."
        assert folder.content() == before


def test_what_cannot_be_written_is_told(folder: Folder, run: Run, tmp_path: Path) -> None:
    before = folder.content()
    (tmp_path / "state").write_text("a file where the folder of the history should be")
    result = run("decide", "orders", "keep")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert folder.content() == before


def test_one_choice_for_all_columns_alike(folder: Folder, run: Run) -> None:
    run("decide", "api_keys", "merge")
    run("decide", "legend_categories", "keep")
    told = run("decide", "api_keys", "--column", "id.type=text", "--alike", "id")
    assert told.exit_code == 0, told.stderr
    assert "id as in api_keys: 0 tables more" in told.stdout  # no other one is on both sides
    told = run("decide", "orders", "keep", "--column", "id.type=text", "--alike", "id")
    assert "id as in orders: 1 table more" in told.stdout
    tables = folder.decisions.tables
    assert {k for k, d in tables.items() if d.columns.get("id") == ColumnDecision(type="text")} == {
        *("api_keys", "orders", "legend_categories")
    }
    assert run("undo").exit_code == 0  # all of it is one step
    tables = folder.decisions.tables
    assert tables["orders"] == tables["webhooks"] == TableDecision()
    assert not tables["legend_categories"].columns
    assert tables["api_keys"].columns["id"].type == "text"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("api_keys", "orders", "--alike", "id"), "one table"),
        (("--where", "is:undecided", "keep", "--alike", "id"), "one table"),
        (("api_keys", "merge", "--alike", "id"), "no choice of its own"),
        (("api_keys", "merge", "--column", "nope.type=text", "--alike", "nope"), "nope"),
    ],
)
def test_alike_says_what_it_needs(
    words: tuple[str, ...], why: str, folder: Folder, run: Run
) -> None:
    before = folder.file.read_bytes()
    refused = run("decide", *words)
    assert refused.exit_code == 2
    assert why in refused.stderr
    assert folder.file.read_bytes() == before


def test_choices_are_taken_back_and_made_again(folder: Folder, run: Run) -> None:
    begun = folder.file.read_bytes()
    assert run("undo").stdout == "nothing to undo\n"
    run("decide", "orders", "webhooks", "keep")
    decided = folder.file.read_bytes()
    told = run("undo")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "undid decide keep",
        "orders: keep -> undecided",
        "webhooks: keep -> undecided",
    ]
    assert folder.file.read_bytes() == begun
    assert "redid decide keep" in run("redo").stdout
    assert folder.file.read_bytes() == decided
    assert run("redo").stdout == "nothing to redo\n"


def test_what_others_changed_since_is_left_alone(folder: Folder, run: Run) -> None:
    run("decide", "orders", "keep")
    text = folder.file.read_text().replace('"keep"', '"drop"')
    folder.file.write_text(text)
    told = run("undo")
    assert told.exit_code == 0
    assert "orders changed since by other means: left as it is" in told.stdout
    assert folder.file.read_text() == text
