"""The screen as text: what is shown, and what keys do. One story a test."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import test_objects
from stage import Stage
from triage_world import LOCAL, REMOTE, catalog, column, looked_at, name, table

from mergetui.catalog.snapshot import dumps
from mergetui.decisions.snapshots import snapshot_path
from mergetui.terminal.actions import ACTIONS
from mergetui.terminal.editor import run_editor
from mergetui.terminal.lines import matches, text_of
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.rest import painted
from mergetui.terminal.session import Outcome
from mergetui.terminal.table_lines import names_width, table_line
from mergetui.terminal.text_screen import SqlScreen, TextScreen
from mergetui.triage.aligned import AlignedRow, Cell
from mergetui.triage.entries import Entry

Play = Callable[..., None]


def test_old_snapshots_are_called_old(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        head = " mergetui  5 remote · 5 local · read 3 days ago · 2 common"
        assert stage.screen[0].startswith(head)

    three_days_ago = time.time() - 3.5 * 86400
    os.utime(snapshot_path(path, "local"), (three_days_ago, three_days_ago))
    play(story)


def test_first_look(play: Play) -> None:
    async def story(stage: Stage) -> None:
        assert stage.screen[0].startswith(" mergetui  5 remote · 5 local · 2 common")
        assert stage.screen[0].endswith("0/8 decided · saved")
        left = [line.split("││")[0].strip("│ ") for line in stage.screen[2:14]]
        assert left == [
            "▾ 1 Core Foundation                       0/4",
            "○ = api_keys                  ↯ two targets",
            "○ = audit_log",
            "○ R platform_users",
            "○ L users",
            "▾ 2 Reference/Lookup Tables               0/2",
            "○ L categories",
            "○ R legend_categories",
            "▾ Other                                   0/2",
            "○ L posts",
            "○ R venues",
            "",
        ]
        right = [line.split("││")[1].strip("│ ") for line in stage.screen[2:9]]
        assert right == [
            "○ undecided, so far as the remote has it",
            "referenced by none",
            "remote             merged             local",
            "↯ created_by points at platform_users (remote) and users (local): ta…",
            "6 columns, 5 differ",
            "≠  id         uuid not null =… ◂ uuid not null =…   text not null =…",
            "=  name       text               text               text",
        ]

    play(story)


def test_keys_decide_and_each_choice_is_saved(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m")
        assert stage.said == "saved: api_keys: merge"
        assert stage.action == {"api_keys": "merge"}
        await stage.press("j", "o", "j", "a", "j", "d")
        wanted = {
            "api_keys": "merge",
            "audit_log": "keep-local",
            "platform_users": "keep",
            "users": "drop",
        }
        assert stage.action == wanted
        assert "4/8 decided" in stage.screen[0]
        await stage.press("backspace")
        assert stage.action == {k: a for k, a in wanted.items() if k != "users"}

    play(story)


def test_of_many_it_is_seen_first_that_they_are_saved(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(stage: Stage) -> None:
        session, seen = stage.app.session, list[object]()
        assert session
        save = session.save

        def look(what: str, changes: Any) -> Outcome:
            seen.append((stage.said, painted(stage.app)))
            return save(what, changes)

        monkeypatch.setattr(session, "save", look)
        monkeypatch.setattr("mergetui.terminal.saving._MANY", 1)
        await stage.press("ctrl+a")
        await stage.press("d")
        assert seen == [("saving 8 tables: drop ...", True)]
        assert len(stage.action) == 8
        undo = session.undo

        def look_back() -> Outcome:
            seen.append((stage.said, painted(stage.app)))
            return undo()

        monkeypatch.setattr(session, "undo", look_back)
        await stage.press("u")
        assert seen[1:] == [("undoing 8 tables: drop ...", True)]
        assert stage.action == {}

    play(story)


def test_a_choice_is_seen_before_what_it_comes_to(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(stage: Stage) -> None:
        heads, answers = stage.desk.table.heads, list[Callable[[], None]]()
        with monkeypatch.context() as patched:
            patched.setattr(stage.app.keyboard, "between_keys", answers.append)
            await stage.send("m")
            assert "1/8 decided" in stage.screen[0] and "merge, prefer remote" in stage.screen[2]
            assert "(compo" in text_of(heads.lines[0])
            await stage.until(lambda: answers)
        for answer in answers:
            answer()
        await stage.settle()
        assert text_of(heads.lines[0]).split() == ["remote", "merged", "local"]

    play(story)


def test_nothing_but_ascii_where_there_are_no_other_marks(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(stage: Stage) -> None:
        monkeypatch.setattr(stage.app.keyboard, "between_keys", lambda _: None)
        await stage.send("m", "enter")  # the heads say that it is being composed, and are cut
        assert "(comp" in stage.text and stage.text.isascii()
        await stage.send("t")
        assert stage.text.isascii()
        assert stage.desk.glyphs.clean("שא") != stage.desk.glyphs.clean("אש")

    play(story, ascii=True)


def test_what_is_typed_ahead_is_painted_once(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(stage: Stage) -> None:
        painted = list[str]()
        keyboard = stage.app.keyboard
        paint = keyboard._paint

        def count() -> None:
            painted.append(stage.text)
            paint()

        monkeypatch.setattr("mergetui.terminal.keyboard._UNSEEN", 60)
        monkeypatch.setattr(keyboard, "_paint", count)
        keyboard._seen = time.monotonic()
        await stage.send(*"jjj")
        assert len(painted) == 1
        assert isinstance(row := stage.desk.tables.row, Entry) and row.key == "users"
        monkeypatch.setattr("mergetui.terminal.keyboard._UNSEEN", 0)
        await stage.send(*"kkk")
        assert len(painted) == 4  # however fast they come, something is seen

    play(story)


def test_a_long_page_is_shown_bit_by_bit(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("p")
        whole = stage.text
        await stage.press("escape")
        monkeypatch.setattr("mergetui.terminal.text_screen._PART", -1.0)
        await stage.send("p")
        assert "there is more to come" in stage.text
        await stage.send("G", "slash")  # a search is of all of it
        assert "there is more to come" not in stage.text
        await stage.press("escape", "g")
        assert stage.text == whole
        await stage.press("escape", "p")
        assert stage.text == whole
        await stage.press("escape")
        monkeypatch.setattr("mergetui.terminal.text_screen._PAUSE", 1000.0)
        await stage.send("p")
        await stage.send("escape")
        assert stage.app.page and "page" in stage.app.soon
        left = stage.app.page.lines.count
        monkeypatch.setattr("mergetui.terminal.text_screen._PART", 1000.0)
        stage.app.soon.now("page")  # nobody sees it
        assert stage.app.page.lines.count == left
        await stage.press("p")
        assert stage.text == whole

    play(story)


@pytest.mark.parametrize(
    ("at", "key", "says"),
    [
        ("api_keys", "a", "as is: the table is on both sides"),
        ("venues", "b", "both: needs a table of both sides"),
        ("venues", "o", "local: not on the local side"),
        ("venues", "t", "type: is for a column: enter opens the table"),
        ("phase:core", "d", "drop: no table here; mark some with space"),
        ("api_keys", "backspace", "undecide: nothing is decided here"),
        ("api_keys", "w", "rows: undecided loses no rows of api_keys."),
        ("venues", "W", "view: venues keeps its name: there is no old one to put a view under."),
        ("api_keys", "u", "nothing to undo"),
        ("api_keys", "ctrl+r", "nothing to redo"),
    ],
)
def test_a_key_that_does_nothing_says_why(play: Play, at: str, key: str, says: str) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.show(at)
        await stage.press(key)
        assert stage.said.startswith(says)
        assert stage.action == {}

    play(story)


@pytest.mark.parametrize(
    ("kind", "merged", "mark"),
    [
        ("column", "text not null", " "),
        ("column", "uuid not null", "≠"),
        ("column", "text", "≈"),
        ("check", "other", "≈"),
        ("column", None, " "),
    ],
)
def test_what_becomes_of_a_column_of_one_side_is_marked(
    kind: Any, merged: str | None, mark: str
) -> None:
    row = AlignedRow(
        kind=kind, key="id", mark="local", local=Cell("id", "text not null"),
        merged=Cell("id", merged) if merged else None,
    )  # fmt: skip
    posts = looked_at().entries["posts"]
    line = table_line(row, posts, 60, Glyphs(ascii=False), 2)
    assert "".join(text for text, _ in line)[1] == mark


@pytest.mark.parametrize(
    ("kind", "key", "room"),
    [
        ("column", "id", 2),
        ("column", "a_long_column_name", 18),
        ("key", "posts_pkey", 10),  # and not two cells, which tell nothing
        ("property", "row level security", 10),
        ("check", "ck", 2),
        ("definition", "of a function", 2),
    ],
)
def test_names_of_parts_have_room_beside_short_names_of_columns(
    kind: Any, key: str, room: int
) -> None:
    rows = [
        AlignedRow(kind=kind, key=key, mark="equal"),
        AlignedRow(kind="column", key="id", mark="equal"),
    ]
    assert names_width(rows) == room


def test_a_long_reason_is_cut_with_a_mark(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.show("venues")
        await stage.press("a", ";", *("a reason that no line of this width can hold " * 2), "enter")
        assert stage.screen[2].rstrip("│").endswith("…")

    play(story, size=(100, 30))


def test_moving_decides_nothing(play: Play) -> None:
    async def story(stage: Stage) -> None:
        keys = "j k down up G g end home ctrl+d ctrl+u h l j h z z Z Z n N tab escape ] [ enter"
        await stage.press(
            *keys.replace("]", "right_square_bracket").replace("[", "left_square_bracket").split()
        )
        await stage.press("escape", "escape", "left", "right", "escape")
        assert stage.action == {}

    play(story)


def test_where_movement_leads(play: Play) -> None:
    async def story(stage: Stage) -> None:
        def at() -> str:
            row = stage.desk.tables.row
            return row.key if row else ""

        for keys, key in (
            ("j", "audit_log"), ("G", "venues"), ("n", "api_keys"), ("N", "venues"),
            ("g", "phase:core"), ("right_square_bracket", "phase:reference"), ("j", "categories"),
            ("h", "phase:reference"), ("j", "phase:"), ("k", "phase:reference"),
            ("l", "phase:reference"), ("j", "categories"),
        ):  # fmt: skip
            await stage.press(keys)
            assert at() == key, keys
        await stage.press("l")
        assert stage.desk.in_table
        await stage.press("escape")
        assert not stage.desk.in_table

    play(story)


def test_filter_while_it_is_typed(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type("is:common")
        assert "/is:common  2 of 8" in stage.text
        await stage.type(" x")
        assert "0 of 8" in stage.text
        await stage.press("escape")
        assert stage.desk.filter.text == ""
        await stage.press("slash")
        await stage.type("is:comx")
        assert "is:comx is no filter" in stage.text
        await stage.press("backspace", "enter")
        assert stage.said == "2 tables are shown; esc shows all"
        await stage.press("escape")
        assert len(stage.desk.tables.rows) == 11

    play(story)


def test_a_filter_that_is_not_understood_changes_nothing(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("slash", *"venues:x", "enter")
        assert "venues: is no facet of a filter" in stage.said
        assert stage.desk.filter.text == ""

    play(story)


def test_of_many_all_become_the_same(play: Play) -> None:
    async def story(stage: Stage) -> None:
        assert stage.app.session
        await stage.press("j", "d", "j", "d", "w")
        assert stage.said == "saved: platform_users: rows discarded"
        await stage.press("k", "space", "space", "w")  # one keeps them, and one does not
        assert stage.said == "saved: 1 table: rows discarded"
        decided = stage.app.session.decisions.tables
        rows = [decided[key].rows for key in ("audit_log", "platform_users")]
        assert rows == ["discard", "discard"]
        assert stage.desk.tables.marked == set()  # of what is so already too

    play(story)


def test_what_is_filed_is_said_and_where_it_was(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f")

        def label() -> str:
            return text_of(stage.desk.prompt.label.lines[0]).strip()

        assert label() == "file api_keys under the phase (empty: none)"
        assert stage.desk.prompt.input.value == "core"
        await stage.press("enter")
        assert stage.said == "phase core: it is so already"
        await stage.press("j", "space", "space", "f")
        assert label() == "file 2 tables under the phase (empty: none)"
        await stage.press("ctrl+u", *"reference/lookup tables", "enter")  # its title will do
        assert stage.said == "saved: 2 tables: phase reference"
        await stage.press("u", "m", "semicolon")
        assert label() == "because"

    play(story)


def test_bulk_takes_what_is_shown_and_one_undo_takes_it_back(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type("side:local")
        await stage.press("enter", "ctrl+a")
        assert stage.said == "the next choice is for 5 marked tables"
        await stage.press("o")
        assert stage.said == "saved: 5 tables: keep-local"
        await stage.press("u")
        assert stage.said == "undid 5 tables: keep-local; saved"
        await stage.press("ctrl+a", "b", "u")
        assert stage.action == {}
        await stage.press("ctrl+r")
        assert stage.action == {"api_keys": "keep-both", "audit_log": "keep-both"}

    play(story)


def test_a_hidden_mark_is_never_decided(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("space", "space")
        assert stage.desk.tables.marked == {"api_keys", "audit_log"}
        await stage.press("slash")
        await stage.type("audit")
        await stage.press("enter", "d")
        assert stage.action == {"audit_log": "drop"}
        await stage.press("escape", "escape", "g", "z", "space")
        assert stage.said == "the phase is folded: only what is shown can be marked"
        assert stage.desk.tables.marked == set()

    play(story)


def test_columns(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("l", "o")
        assert stage.said == "api_keys is undecided: choose for the table first."
        await stage.press("m", "j", "o")
        assert stage.said == "saved: api_keys: name local"
        await stage.press("j", "d")
        assert stage.said == "saved: api_keys: key_prefix drop"
        await stage.press("j", "c")
        assert stage.desk.prompt.input.value == "created_at"
        await stage.type("2")
        await stage.press("enter")
        text = stage.app.path.read_text("utf-8")
        assert 'created_at = { name = "created_at2" }' in text
        assert 'key_prefix = { take = "drop" }' in text
        assert 'name = { take = "local" }' in text
        merged = [
            r for r in stage.desk.table.aligned.lines if getattr(r, "key", "") == "created_at"
        ]
        assert str(merged[0].merged).startswith("created_at2 ")  # type: ignore[union-attr]

    play(story)


def test_a_default_that_cannot_follow_to_a_type_is_told_while_that_is_typed(play: Play) -> None:
    lost = "its default gen_random_uuid() cannot follow to integer; v gives it one"

    async def story(stage: Stage) -> None:
        await stage.press("m", "l", "t")
        await stage.type("integer")
        assert lost in stage.screen[-1]
        await stage.press("escape", "t")
        await stage.type("text")
        assert "cannot follow" not in stage.text
        await stage.press("escape", "v")
        await stage.type("7")
        await stage.press("enter", "t")
        await stage.type("integer")
        assert "cannot follow" not in stage.text  # another one is decided

    play(story)


@pytest.mark.parametrize(
    ("key", "text", "hint", "written"),
    [
        ("x", "upper(name)", None, 'using = "upper(name)"'),
        ("x", "upper(nam)", "there is no column nam here; did you mean name?", None),
        ("x", "upper(name", "not complete yet", None),
        ("x", "name; select 1", "one expression, and nothing after it", None),
        ("v", "now()", None, 'default = "now()"'),
        ("v", "none", None, 'default = ""'),
        ("v", "name", "a default can name no column: name", None),
        ("t", "varchar(9)", None, 'type = "varchar(9)"'),
        ("t", "varchar(9", "not complete yet", None),
    ],
)
def test_a_column_is_overridden_and_checked_while_it_is_typed(
    play: Play, key: str, text: str, hint: str | None, written: str | None
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "l", "j", key)
        await stage.type(text)
        if hint:
            assert hint in stage.text
        await stage.press("enter")
        said = stage.app.path.read_text("utf-8")
        if written:
            assert f"name = {{ {written} }}" in said
            await stage.press(key)
            shown = "none" if text == "none" else text
            assert stage.desk.prompt.input.value == shown
            await stage.press("escape", "u")
            assert stage.action == {"api_keys": "merge"}
        else:
            assert hint is not None
            assert hint in stage.said
        assert "name = {" not in stage.app.path.read_text("utf-8")

    play(story)


def test_null_goes_around(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "l", "j")
        for says, written in (
            ("may be null", "name = { null = true }"),
            ("not null", "name = { null = false }"),
            ("null as it follows", ""),
        ):
            await stage.press("0")
            assert stage.said == f"saved: api_keys: name {says}"
            text = stage.app.path.read_text("utf-8")
            assert (written in text) if written else ("name = {" not in text)

    play(story)


def test_all_alike_says_how_many_and_is_one_step(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "j", "m", "k", "l")
        await stage.press("asterisk")
        assert stage.said == "id has no choice of its own yet: choose for it first."
        await stage.press("t")
        await stage.type("uuid")
        await stage.press("enter", "asterisk")
        assert "id as here in 1 table more" in stage.text
        await stage.press("n", "enter")
        assert stage.said == "nothing was chosen"
        await stage.press("asterisk", "y", "enter")
        assert stage.said == "saved: 1 table: id as in api_keys"
        assert path.read_text("utf-8").count('id = { type = "uuid" }') == 2
        await stage.press("asterisk")
        assert stage.said.startswith("no other id to choose for")
        await stage.press("u")
        assert path.read_text("utf-8").count('id = { type = "uuid" }') == 1

    play(story)


def with_objects(path: Path) -> None:
    """Let both sides define a type and a function differently."""
    found = test_objects.world()
    for side, of in (("remote", found.sides.remote), ("local", found.sides.local)):
        snapshot_path(path, side).write_text(dumps(of), "utf-8")  # type: ignore[arg-type]


def test_types_and_functions_are_decided_in_the_same_list(play: Play, path: Path) -> None:
    with_objects(path)

    async def story(stage: Stage) -> None:
        assert "5 other open" in stage.screen[0]
        stage.desk.go_to("types.mood")
        await stage.settle()
        assert "▾ Types" in stage.text
        assert "so far the union of both sides' values" in stage.text
        await stage.press("m")
        assert stage.said == "saved: types.mood: merge"
        assert '[types.mood]\naction = "merge"' in path.read_text("utf-8")
        await stage.press("j", "j", "j", "l", "j")
        line = stage.desk.table.aligned.cursor
        await stage.press("o")  # in its pane it is decided as a whole
        assert stage.said == "saved: functions.slug(text): keep-local"
        assert stage.desk.table.aligned.cursor == line
        await stage.press("t")
        assert stage.said == "type: is for a column: enter opens the table"
        diff = [line.split("││")[1].rstrip("│ ") for line in stage.screen if " select " in line]
        assert [line[:4] for line in diff] == [" <  ", " >  "]
        assert "▸" in diff[1]
        await stage.press("h", "s")
        assert "select upper(t)" in stage.text
        await stage.press("escape")
        assert '[functions."slug(text)"]\naction = "keep-local"' in path.read_text("utf-8")
        await stage.press("i")
        assert stage.said == "into: is for tables"
        await stage.press("u", "u")
        assert stage.said == "undid types.mood: merge; saved"
        assert "action" not in path.read_text("utf-8").partition("[types")[2]
        await stage.press("ctrl+a", "r")
        assert "keep-remote" in stage.said
        assert "0 other open" not in stage.screen[0]
        assert "other open" not in stage.screen[0]

    play(story)


def test_into_completes_and_refuses_what_is_no_table(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.show("categories")
        await stage.press("i")
        await stage.type("legend")
        await stage.press("right", "enter")
        assert stage.said == "saved: categories: merge-into legend_categories"
        assert "→ legend_categories" in stage.text
        await stage.press("u", "i")
        await stage.type("legend_categorie")
        await stage.press("enter")
        assert stage.said == (
            "no table is called legend_categorie or becomes so. Did you mean legend_categories?"
        )
        await stage.press("i", "escape")
        assert stage.action == {}

    play(story)


def test_a_view_under_the_old_name(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.show("categories")
        await stage.press("i", *"legend_categories", "enter", "W")
        assert stage.said == "saved: categories: a view under the old name"
        assert "→ legend_categories, a view under the old name" in stage.text
        assert "view = true" in stage.app.path.read_text("utf-8")
        await stage.press("W")
        assert stage.said == "saved: categories: no view under the old name"
        assert "view = true" not in stage.app.path.read_text("utf-8")

    play(story)


def test_both_asks_for_a_name(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("b")
        assert stage.desk.prompt.input.value == "api_keys_local"
        await stage.press("enter")
        assert stage.action == {"api_keys": "keep-both"}
        assert 'local_name = "api_keys_local"' in stage.app.path.read_text("utf-8")

    play(story)


def test_sql_and_problems_lead_to_tables(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "S")
        assert (
            "ALTER TABLE public.api_keys ADD COLUMN rate_limit integer DEFAULT 1000;" in stage.text
        )
        await stage.press("escape", "p")
        assert "snapshots: remote read just now, local read just now" in stage.text
        assert "migrations/2.sql:4: incompatible types: text and uuid" in stage.text
        await stage.press("slash")
        await stage.type("incompatible")
        await stage.press("enter", "enter")
        assert stage.desk.entry is not None
        assert stage.desk.entry.key == "posts"

    play(story)


def test_help_holds_every_action(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("question_mark")
        page = "\n".join("".join(t for t, _ in line) for line, _ in stage.app.screen.page)  # type: ignore[attr-defined]
        for action in ACTIONS:
            assert f"   {action.labels}" in page
        await stage.press("slash")
        await stage.type("undo")
        assert "1 of 2 lines with undo" in stage.screen[0]
        await stage.press("enter", "n")
        assert "2 of 2 lines with undo" in stage.screen[0]
        assert "Undo: take the last choice back" in stage.text

    play(story)


def test_the_help_of_an_action_says_its_word() -> None:
    """Who looks for undo finds it."""
    looked_for = [a for a in ACTIONS if a.group not in ("move", "decide")]
    assert [a.id for a in looked_for if a.words.lower() not in a.help.lower()] == ["sql-all"]


def test_help_begins_with_what_the_cursor_is_on(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("question_mark")
        assert stage.screen[2].strip().startswith("Decide a table")
        assert stage.text.count("not now: is for a column: enter opens the table") <= 1
        await stage.press("escape", "m", "l", "question_mark")
        assert stage.screen[2].strip().startswith("Decide more about the column")

    play(story)


def test_search_on_a_page(play: Play) -> None:
    async def story(stage: Stage) -> None:
        def at() -> str:
            page = stage.app.screen
            assert isinstance(page, TextScreen)
            return text_of(page.page[page.lines.cursor][0])

        await stage.press("m", "S")  # and the SQL is there, which draws the page anew
        await stage.press("n")
        assert "next: nothing is searched for yet" in stage.screen[0]
        await stage.press("slash")
        await stage.type("rate_limit")
        first = at()
        assert "rate_limit" in first
        assert "1 of 6 lines with rate_limit" in stage.screen[0]
        await stage.press("enter", "n")
        assert "2 of 6" in stage.screen[0]
        assert at() != first
        await stage.press("N")
        assert at() == first
        await stage.press("N")
        assert "6 of 6" in stage.screen[0]
        await stage.press("n")
        assert at() == first
        await stage.press("slash")
        await stage.type("_NO")
        assert "no line with rate_limit_NO" in stage.screen[0]
        await stage.press("escape")
        assert "rate_limit" in at()
        await stage.press("g", "enter")
        assert "go there: this line leads to no table" in stage.screen[0]
        await stage.press("question_mark")
        assert "The next line with what was searched for" in stage.text
        await stage.press("escape", "q")
        assert stage.app.screen is stage.desk

    play(story, size=(100, 30))


def test_sql_that_is_waited_for_says_what_it_waits_for(play: Play) -> None:
    async def story(stage: Stage) -> None:
        session, screen = stage.app.session, SqlScreen(stage.desk.glyphs, "venues")
        assert session
        stage.app.push_screen(screen)
        await stage.settle()
        assert "the merged schema is compared with the remote" in stage.text
        session.merged_for, stage.app.sql_took = None, 12.0
        screen._since -= 3
        screen.show(screen.make)
        await stage.settle()
        assert "all 8 tables are composed first: the SQL of one may need any other" in stage.text
        assert "3 s so far; the last time it took 12 s. esc goes back" in stage.text

    play(story)


def test_a_heading_says_how_much_of_its_phase_a_filter_shows(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("slash", *"users", "enter", "g")
        assert "▾ 1 Core Foundation 2 of 4 shown 0/4" in " ".join(stage.text.split())
        assert "the filter shows 2 of 4; this is of all of them" in stage.text
        await stage.press("escape")
        assert "shown" not in stage.text.replace("all tables are shown", "")

    play(story)


def test_nothing_is_copied_before_there_is_something(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.app.push_screen(SqlScreen(stage.desk.glyphs, "venues"))
        await stage.settle()
        for key in ("y", "ctrl+s"):
            await stage.press(key)
            assert "there is nothing yet" in stage.screen[0]

    play(story)


@pytest.mark.parametrize("width", [60, 80])
def test_a_long_sentence_is_never_cut(play: Play, path: Path, width: int) -> None:
    async def story(stage: Stage) -> None:
        path.write_text("[tables.api_keys\n", "utf-8")
        stage.app.poll()
        await stage.press("m")
        told = " ".join(stage.text.split())
        assert "merge: read-only until it can be read again" in told
        assert " ".join(str(stage.app.session.broken.mistakes[0]).split())[-30:] in told  # type: ignore[union-attr]
        stage.desk.say("short")
        await stage.settle()
        assert stage.screen[-2].strip() == "short"
        assert stage.screen[-3].startswith("╰")

    play(story, size=(width, 24))


def test_a_long_question_leaves_room_for_the_answer(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        block = '[tables.api_keys]\nphase = "core"\n'
        text = path.read_text("utf-8").replace(block, f'{block}action = "drop"\n')
        path.write_text(text, "utf-8")
        await stage.press("m")
        told = " ".join(stage.text.split())
        assert "became drop in the file just now; write merge over it? y/n" in told
        await stage.type("no")
        assert " no" in stage.screen[-2]
        await stage.press("enter")
        assert stage.said.endswith("what the file says stays")

    play(story, size=(60, 20))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_progress_is_never_cut(play: Play, width: int) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "P")
        counted = [line for line in stage.screen if "merged" in line and "/" in line]
        assert len(counted) == 3
        assert all(line.endswith(" merged") for line in counted)

    play(story, size=(width, 24))


def test_enter_follows_a_line_to_its_other_end(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "l", "j", "enter")
        assert stage.said == "this column points at no table; ? tells the keys that decide it"
        stage.desk.table.aligned.move_to(
            next(
                n
                for n, line in enumerate(stage.desk.table.aligned.lines)
                if getattr(line, "key", "") == "created_by"
            )
        )
        await stage.press("enter")
        assert stage.desk.entry is not None
        assert stage.desk.entry.key == "platform_users"
        await stage.press("minus")
        assert stage.desk.entry.key == "api_keys"

    play(story)


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("", "set $EDITOR to the editor that you want"),
        ("vi 'x", "$EDITOR cannot be understood, No closing quotation: vi 'x"),
        ("vi", "this terminal cannot be handed to an editor"),
    ],
)
def test_an_editor_that_is_none(
    play: Play, editor: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("e")
        assert stage.said == says

    monkeypatch.setenv("EDITOR", editor)
    play(story)


def test_how_an_editor_ends() -> None:
    assert run_editor(["sh", "-c", "exit 3"]) == "sh ended with 3"
    assert run_editor(["true"]) is None
    assert run_editor(["/nowhere/vi"]) == "/nowhere/vi cannot be run: No such file or directory"
    assert run_editor(["vi\0"]) == "vi\0 cannot be run: embedded null byte"


def test_a_file_that_was_away_is_found_again(play: Play, path: Path) -> None:
    """Moved away and back it is the same file, to the last nanosecond."""

    async def story(stage: Stage) -> None:
        session = stage.app.session
        assert session is not None
        away = path.rename(path.with_suffix(".away"))
        await stage.until(lambda: session.broken)  # as the watcher tells it
        await stage.settle()
        assert "read-only" in stage.screen[0]
        away.rename(path)
        await stage.until(lambda: session.broken is None)
        await stage.press("m")
        assert stage.action == {"api_keys": "merge"}

    play(story)


def test_the_palette_finds_actions_and_tables(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.type("venues")
        assert "go to venues" in stage.text
        await stage.press("down", "enter")
        assert stage.desk.entry is not None
        assert stage.desk.entry.key == "venues"

    play(story)


@pytest.mark.parametrize(
    ("burst", "lines", "action"),
    [
        (("/", *"venues", "enter"), "/venues  1 of 8", {}),
        (("/", *"venues", "enter", "d"), "/venues  1 of 8", {"venues": "drop"}),
        (("/", *"drop", "escape", "m"), "saved: api_keys: merge", {"api_keys": "merge"}),
        (("b", *"_2", "enter"), "local named api_keys_local_2", {"api_keys": "keep-both"}),
        (("m", "l", "j", "v", *"now()", "enter", "h", "j", "d"), "saved: audit_log: drop",
         {"api_keys": "merge", "audit_log": "drop"}),
        (("ctrl+p", *"drop"), "Drop the table", {}),
        (("?", *"/drop"), "Drop the table", {}),
        (("?", *"ddd", "escape", "j", "d"), "saved: audit_log: drop", {"audit_log": "drop"}),
        (("p", "G", "d", "escape", "H", "escape", "d"), "saved: api_keys: drop",
         {"api_keys": "drop"}),
        (("S", "d", "o", "escape", "o"), "saved: api_keys: keep-local", {"api_keys": "keep-local"}),
        (("E", "d", "escape", "n", "d"), "saved: audit_log: drop", {"audit_log": "drop"}),
        (("V", "d", "escape", "d"), "saved: api_keys: drop", {"api_keys": "drop"}),
    ],
)  # fmt: skip
def test_keys_typed_ahead_go_where_they_are_meant(
    play: Play, burst: tuple[str, ...], lines: str, action: dict[str, str]
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press(*burst)
        assert lines in stage.text
        assert stage.action == action

    play(story)


def test_no_key_has_two_meanings() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    lies = {"ctrl+j", "ctrl+m", "ctrl+i", "ctrl+h", "shift+enter", "ctrl+enter"}
    assert not lies & set(keys)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_footer_cuts_nothing(play: Play, width: int) -> None:
    async def story(stage: Stage) -> None:
        last = stage.screen[-1]
        assert last.endswith("? help")
        offered = last.replace("? help", "").split()
        words = {f"{a.label} {a.words}" for a in ACTIONS}
        whole = " ".join(offered)
        for action in words:
            whole = whole.replace(action, "", 1) if action in whole else whole
        assert whole.strip() == ""

    play(story, size=(width, 24))


def test_one_pane_at_a_time_below_100_columns(play: Play) -> None:
    async def story(stage: Stage) -> None:
        assert "Core Foundation" in stage.text
        assert "referenced by" not in stage.text
        await stage.press("enter")
        assert "referenced by" in stage.text
        assert "▾ 1 Core Foundation" not in stage.text
        await stage.press("escape")
        assert "▾ 1 Core Foundation" in stage.text

    play(story, size=(99, 24))


@pytest.mark.parametrize("size", [(59, 24), (80, 15)])
def test_too_small_to_decide(play: Play, size: tuple[int, int]) -> None:
    async def story(stage: Stage) -> None:
        assert "too small to decide in" in stage.screen[0]
        await stage.press("m")
        assert stage.action == {}
        assert stage.said == "merge: the window is too small to decide in"

    play(story, size=size)


def test_changes_by_others_are_taken_in(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        text = path.read_text("utf-8")
        venues = "[tables.venues]\n"
        path.write_text(text.replace(venues, f'{venues}action = "keep"\n'), "utf-8")
        stage.app.poll()
        assert stage.said == "taken in from decisions.toml: venues"
        await stage.settle()
        assert "1/8 decided" in stage.screen[0]

        path.write_text("[tables.venues\n", "utf-8")
        stage.app.poll()
        await stage.settle()
        assert "read-only" in stage.screen[0]
        assert "decisions.toml:1" in stage.said
        await stage.press("m")
        assert "read-only until it can be read again" in stage.said
        assert path.read_text("utf-8") == "[tables.venues\n"

        path.write_text(text, "utf-8")
        stage.app.poll()
        await stage.press("m")
        assert stage.action == {"api_keys": "merge"}

        for key in ("posts", "venues", "users", "platform_users"):
            text = text.replace(f"[tables.{key}]\n", f'[tables.{key}]\naction = "keep"\n')
        path.write_text(text, "utf-8")
        stage.app.poll()
        wanted = (
            "taken in from decisions.toml: api_keys, platform_users, posts and 2 more, 5 in all"
        )
        assert stage.said == wanted

    play(story)


def test_the_same_table_changed_elsewhere_is_not_overwritten(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        text = path.read_text("utf-8")
        block = '[tables.api_keys]\nphase = "core"\n'
        theirs = text.replace(block, f'{block}action = "drop"\n')
        path.write_text(theirs, "utf-8")
        await stage.press("m")
        assert path.read_text("utf-8") == theirs
        assert "api_keys became drop in the file just now; write merge over it? y/n" in stage.text
        await stage.press("n", "enter")
        assert path.read_text("utf-8") == theirs
        path.write_text(text, "utf-8")
        await stage.press("d")
        assert "api_keys became undecided in the file just now; write drop over" in stage.text
        await stage.press("y", "enter")
        assert stage.action == {"api_keys": "drop"}
        await stage.press("u")
        assert stage.action == {}

    play(story)


def test_the_screen_comes_back_as_it_was_left(play: Play) -> None:
    async def first(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type("side:local")
        await stage.press("enter", "G", "Z", "z", "l", "T")
        stage.app.leave(0)

    async def second(stage: Stage) -> None:
        assert stage.desk.filter.text == "side:local"
        assert stage.desk.folds == {"core", "reference"}
        assert stage.app.theme == "textual-light"

    play(first)
    play(second)


def test_text_from_a_schema_is_never_markup_nor_steers_the_terminal(play: Play, path: Path) -> None:
    evil = "a[/]b[red]\x1b[2J\u202e\nx"
    tables = (table(evil, "id uuid", "[bold]c text"), table("[/]", "id uuid"))
    remote = replace(REMOTE, tables=catalog(*REMOTE.tables.values(), *tables).tables)
    assert column("a b").name == "a"
    snapshot_path(path, "remote").write_text(dumps(remote), "utf-8")

    async def story(stage: Stage) -> None:
        assert "a[/]b[red]�[2J� x" in stage.text
        assert "[/]" in stage.text
        stage.desk.go_to(name(evil).key)
        await stage.press("l", "s")
        await stage.press("escape", "p", "escape", "question_mark", "escape", "H", "escape")
        assert "[bold]c" in stage.text
        await stage.press("h", "a", "c")  # asks for a name, with the one that it has
        assert "call a[/]b[red]�[2J� x  a[/]b[red]�[2J� x" in stage.text
        await stage.press("escape", "i")
        await stage.type("a[/]b")  # completed
        assert "merge a[/]b[red]�[2J� x into  a[/]b[red]�[2J� x" in stage.text
        await stage.press("escape", "y", "l", "c")
        assert "\x1b" not in stage.text
        await stage.press("escape")
        assert "\x1b" not in stage.text

    play(story)


def test_ascii_terminals_get_ascii(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "l")
        assert stage.text.isascii()
        await stage.press("question_mark")
        assert stage.text.isascii()

    play(story, ascii=True)


def test_what_is_missing_is_told_and_waited_for(play: Play, path: Path) -> None:
    snapshot = snapshot_path(path, "local")
    snapshot.unlink()

    async def story(stage: Stage) -> None:
        assert "there is no snapshot of the local. Read it: mergetui refresh local" in " ".join(
            stage.text.split()
        )
        snapshot.write_text(dumps(LOCAL), "utf-8")
        await stage.until(lambda: stage.app.session)
        await stage.settle()
        assert "0/8 decided" in stage.screen[0]

    play(story)


@pytest.mark.parametrize(
    ("wanted", "at", "spans"),
    [
        ("legend_departments (remote) and departments", [1], {1: [(10, 37)], 2: [(5, 20)]}),
        ("AND departments", [], {}),  # smart case
        ("departments", [1, 2, 4], {1: [(17, 28)], 2: [(9, 20)], 4: [(3, 14)]}),
        ("(local) departments", [], {}),  # not over a blank line
        ("", [], {}),
    ],
)
def test_what_goes_over_lines_is_found(
    wanted: str, at: list[int], spans: dict[int, list[tuple[int, int]]]
) -> None:
    lines = [
        " Columns",
        "   at two legend_departments (remote)",
        "     and departments (local)",
        "",
        "   departments",
    ]
    assert matches(lines, wanted) == (at, spans)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_sql_of_a_table_is_all_of_it(play: Play, count: int) -> None:
    """Two statements came as what a file is announced with: a name and a text."""

    async def story(stage: Stage) -> None:
        stage.desk.show("platform_users")
        await stage.press("a", "c", *"z", "enter", "l")
        for _ in range(count - 1):
            await stage.press("c", *"z", "enter", "j")
        await stage.press("s")
        renamed = [line for line in stage.screen if "RENAME" in line]
        assert len(renamed) == count
        assert f"{count} statement" in stage.screen[2]

    play(story)


def test_a_choice_for_a_column_is_told_as_the_file_has_it(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "l", "0", "x", *"'a'", "enter")
        assert """choice: using = "'a'", null = true""" in stage.text

    play(story)


def test_without_phases_nothing_is_filed_and_it_is_said_how_there_are_some(
    play: Play, path: Path
) -> None:
    text = path.read_text("utf-8")
    bare = "".join(line for line in text.splitlines(True) if not line.startswith("phase ="))
    path.write_text(re.sub(r"\[phases\]\n(.+\n)+", "", bare), "utf-8")

    async def story(stage: Stage) -> None:
        await stage.press("j", "f")
        assert stage.said.startswith("file: there are no phases; [phases] in decisions.toml makes")

    play(story)
