"""mergetui on a small merge, as a process of its own or in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_merge import LOCAL, REMOTE, Folder, Process, Run, catalog

from mergetui.commands.main import main
from mergetui.decisions.initial import Take, initial
from mergetui.decisions.model import Sources
from mergetui.decisions.write import write


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """An empty folder to work in, with state and settings of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("MERGETUI_DEBUG", raising=False)
    path = tmp_path / "work"
    path.mkdir()
    monkeypatch.chdir(path)
    return Folder(path)


@pytest.fixture
def begin(empty: Folder) -> Callable[[Take], Folder]:
    """A merge of two small schemas, decided as ``init --take`` would."""

    def begin(take: Take) -> Folder:
        empty.snapshot("remote", *REMOTE)
        empty.snapshot("local", *LOCAL)
        sources = Sources(remote="remote.sql", local="local.sql")
        decisions = initial(catalog(*REMOTE), catalog(*LOCAL), sources, take)
        empty.file.write_text(write(decisions))
        return empty

    return begin


@pytest.fixture
def folder(begin: Callable[[Take], Folder]) -> Folder:
    """A merge in which all is undecided."""
    return begin("nothing")


@pytest.fixture
def run() -> Run:
    """mergetui in this process."""

    def run(*words: str) -> Result:
        result = CliRunner().invoke(main, list(words), prog_name="mergetui")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def process(empty: Folder) -> Process:
    """mergetui as a process of its own."""

    def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from mergetui.commands.main import main; main()", *words],
            cwd=empty.path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return process
