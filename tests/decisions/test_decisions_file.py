"""decisions.toml on disk: one block a choice, whole at every instant, nobody overwritten."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from mergetui.decisions.file import Conflict, DecisionsFile, fmt, read
from mergetui.decisions.model import (
    ColumnDecision,
    Decisions,
    ObjectDecision,
    Sources,
    TableDecision,
)
from mergetui.decisions.write import write
from mergetui.errors import InputError, Place

NAMES = ("api_keys", "audit_log", "badges", "Order", "sales.orders", "zones")
BASE = Decisions(
    sources=Sources(remote="env:R", local="m"),
    phases=MappingProxyType({"core": "Core"}),
    tables=MappingProxyType({n: TableDecision(phase="core") for n in sorted(NAMES)}),
    types=MappingProxyType({"mood": ObjectDecision()}),
)
KEEP = TableDecision(phase="core", action="keep", reason="why")
MERGE = TableDecision(
    phase="core",
    action="merge",
    columns=MappingProxyType({"a": ColumnDecision(take="local"), "b": ColumnDecision(pair="")}),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "decisions.toml"
    path.write_text(write(BASE))
    return path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("decision", [KEEP, MERGE], ids=["keep", "merge"])
def test_a_choice_changes_its_block_and_no_other_byte(
    path: Path, name: str, decision: TableDecision
) -> None:
    before = path.read_text().split("\n\n")
    file = DecisionsFile.load(path)
    file.set_table(name, decision)
    after = path.read_text()
    assert after == write(file.decisions)
    assert read(after, Place("d")).tables[name] == decision
    kept = [block for block in before if block in after.split("\n\n")]
    assert len(kept) == len(before) - 1

    file.set_table(name, TableDecision(phase="core"))
    assert path.read_text().split("\n\n") == before


def test_hand_written_text_elsewhere_stays_as_it_is(path: Path) -> None:
    text = path.read_text()
    odd = text.replace("[tables.badges]\n", "# about badges\n[tables.badges]   # mine\n\n\n")
    odd = odd.replace("[tables.zones]\n", "[tables.zones]\n# why so\n")
    path.write_text(odd)
    file = DecisionsFile.load(path)
    file.set_table("zones", KEEP)
    assert path.read_text() == odd.replace(
        '[tables.zones]\n# why so\nphase = "core"\n',
        '[tables.zones]\n# why so\nphase = "core"\naction = "keep"\nreason = "why"\n',
    )


def test_a_block_that_is_spelt_otherwise_is_put_into_form(path: Path) -> None:
    path.write_text(path.read_text() + '\n[tables]\nextra.phase = "core"  # mine\n')
    file = DecisionsFile.load(path)
    file.set_table("extra", KEEP)
    assert path.read_text() == write(file.decisions).replace(
        '[tables.extra]\nphase = "core"\n', '[tables.extra]\nphase = "core"  # mine\n'
    )


@pytest.mark.parametrize("name", ["aaa", "badges2", "zz", "sales.a"])
def test_a_new_table_finds_its_place(path: Path, name: str) -> None:
    file = DecisionsFile.load(path)
    file.set_tables({name: KEEP, f"{name}_": MERGE})
    assert path.read_text() == write(file.decisions)
    assert fmt(path.read_text()) == path.read_text()


def test_objects_are_decided_the_same_way(path: Path) -> None:
    file = DecisionsFile.load(path)
    file.set_objects("types", {"mood": ObjectDecision(action="merge")})
    file.set_objects("functions", {"f(uuid)": ObjectDecision(action="keep-remote")})
    assert path.read_text() == write(file.decisions)


def test_two_sessions_do_not_overwrite_each_other(path: Path) -> None:
    mine, theirs = DecisionsFile.load(path), DecisionsFile.load(path)
    theirs.set_table("zones", KEEP)
    assert mine.set_table("badges", MERGE) == {"zones"}
    assert mine.decisions.tables["zones"] == KEEP
    assert theirs.reload() == {"badges"}
    assert theirs.reload() == set()
    assert mine.decisions == theirs.decisions == DecisionsFile.load(path).decisions


def test_what_was_written_here_and_comes_back_is_taken_in_again(path: Path) -> None:
    file, others = DecisionsFile.load(path), DecisionsFile.load(path)
    file.set_table("badges", KEEP)
    ours = path.read_text()
    others.set_table("badges", KEEP)
    others.set_table("badges", MERGE)
    assert file.reload() == {"badges"}
    path.write_text(ours)
    file.set_table("zones", KEEP)
    assert file.decisions.tables["badges"] == KEEP
    assert path.read_text() == write(file.decisions)


def test_the_same_block_changed_twice_is_a_question(path: Path) -> None:
    mine, theirs = DecisionsFile.load(path), DecisionsFile.load(path)
    theirs.set_table("zones", KEEP)
    text = path.read_text()
    with pytest.raises(Conflict) as conflict:
        mine.set_tables({"zones": MERGE, "badges": MERGE})
    assert conflict.value.theirs == {("tables", "zones"): KEEP}
    assert path.read_text() == text
    assert mine.set_table("zones", KEEP) == {"zones"}, "the same choice is no conflict"

    theirs.set_table("zones", TableDecision())
    mine.reload()
    mine.set_table("zones", MERGE)
    assert DecisionsFile.load(path).decisions.tables["zones"] == MERGE


def test_a_file_that_was_broken_meanwhile_is_not_written_over(path: Path) -> None:
    file = DecisionsFile.load(path)
    path.write_text("[[[ half an edit")
    with pytest.raises(InputError, match="no TOML"):
        file.set_table("zones", KEEP)
    assert path.read_text() == "[[[ half an edit"
    with pytest.raises(InputError, match="no TOML"):
        file.reload()
    path.write_text(write(BASE))
    assert file.reload() == set()


def test_a_link_and_the_rights_of_the_file_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "elsewhere" / "link.toml"
    link.parent.mkdir()
    link.symlink_to(path)
    DecisionsFile.load(link).set_table("zones", KEEP)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert DecisionsFile.load(path).decisions.tables["zones"] == KEEP
    assert sorted(p.name for p in tmp_path.iterdir()) == ["decisions.toml", "elsewhere"]


def test_a_disk_that_is_full_leaves_the_old_file(path: Path) -> None:
    """The limit on file sizes stands in for the disk: writing fails in the middle."""
    text = path.read_text()
    file = DecisionsFile.load(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(InputError, match=r"cannot be written: File too large\."):
            file.set_table("zones", KEEP)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_text() == text
    assert [p.name for p in path.parent.iterdir()] == ["decisions.toml"]
    file.set_table("zones", KEEP)
    assert DecisionsFile.load(path).decisions.tables["zones"] == KEEP


KILLED = """
import os, signal, sys
from pathlib import Path
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.model import TableDecision

path = Path(sys.argv[1])
at = 0
while True:
    at += 1
    file = DecisionsFile.load(path)
    new = TableDecision(action="keep", reason=f"{at}")
    child = os.fork()
    if child == 0:
        left = at

        def hook(event, _):
            global left
            if event in ("open", "os.rename", "os.chmod", "fcntl.flock"):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        file.set_table("zones", new)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    found = DecisionsFile.load(path).decisions.tables["zones"]
    assert found in (file.decisions.tables["zones"], new), found
    print(os.WTERMSIG(status), found == new)
    if status == 0:
        break
"""


def test_a_kill_at_any_step_of_saving_leaves_a_whole_file(path: Path) -> None:
    """Killed before each step that Python audits, one after the other, until none is left."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    *killed, last = done.stdout.splitlines()
    assert last == "0 True"
    assert {"9 False", "9 True"} == set(killed), "killed before and after the file took its place"


WRITER = """
import sys
from pathlib import Path
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.model import TableDecision

file = DecisionsFile.load(Path(sys.argv[1]))
for number in range(50):
    file.set_table(sys.argv[2], TableDecision(action="keep", reason=str(number)))
    assert file.decisions.tables[sys.argv[2]].reason == str(number)
"""


def test_sessions_that_save_at_the_same_time_lose_nothing(path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name], stderr=subprocess.PIPE, text=True
        )
        for name in ("badges", "zones")
    ]
    for writer in writers:
        _, error = writer.communicate()
        assert writer.returncode == 0, error
    tables = DecisionsFile.load(path).decisions.tables
    assert (tables["badges"].reason, tables["zones"].reason) == ("49", "49")


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        **{
            f"GIT_{who}_{what}": "a@b"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    return subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("first", "second"), [("api_keys", "audit_log"), ("audit_log", "badges"), ("badges", "zones")]
)
@pytest.mark.parametrize("phase", ["core", None])
def test_branches_that_decide_neighbours_merge(
    path: Path, first: str, second: str, phase: str | None
) -> None:
    undecided = {
        name: TableDecision(phase=phase) for name in ("api_keys", "audit_log", "badges", "zones")
    }
    path.write_text(write(Decisions(sources=BASE.sources, tables=undecided)))
    folder = path.parent
    git(folder, "init", "-b", "main")
    git(folder, "add", "decisions.toml")
    assert git(folder, "commit", "-m", "begin").returncode == 0
    for branch, name, decision in (("one", first, MERGE), ("two", second, KEEP)):
        git(folder, "checkout", "-b", branch, "main")
        DecisionsFile.load(path).set_table(name, decision)
        assert git(folder, "commit", "-am", branch).returncode == 0
    merged = git(folder, "merge", "one", "-m", "both")
    assert merged.returncode == 0, merged.stdout
    tables = DecisionsFile.load(path).decisions.tables
    assert (tables[first], tables[second]) == (MERGE, KEEP)
    assert fmt(path.read_text()) == path.read_text()


def test_a_save_is_synced_before_and_after_it_takes_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is renamed is on the disk by then, and so is the rename when ``save`` returns."""
    done: list[tuple[str, int]] = []
    sync, rename = os.fsync, os.replace

    def synced(handle: int) -> None:
        sync(handle)
        done.append(("synced", os.fstat(handle).st_ino))

    def renamed(source: Path, target: Path) -> None:
        rename(source, target)
        done.append(("renamed", Path(target).stat().st_ino))

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    DecisionsFile.load(path).set_table("badges", KEEP)
    new, folder = path.stat().st_ino, path.parent.stat().st_ino
    assert done == [("synced", new), ("renamed", new), ("synced", folder)]
