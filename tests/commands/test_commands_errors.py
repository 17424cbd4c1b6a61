"""How mergetui ends: exit codes, sentences on stderr, and no traceback that nobody asked for."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from small_merge import Folder, Process

CALLS = {
    "an unknown command": (("statsu",), "No such command 'statsu'"),
    "an unknown option": (("status", "--jsno"), "No such option"),
    "an argument too few": (("show",), "Missing argument"),
    "no decisions": (("--file", "no.toml", "status"), "no.toml does not exist. Make one: mergetui"),
    "no decisions to open": (("--file", "no.toml"), "no.toml does not exist. Make one: mergetui"),
    "an unknown table": (("show", "order"), "neither side has. Did you mean orders?"),
    "an unknown hazard": (("export", "--allow", "data-los"), "Did you mean data-loss?"),
}


@pytest.mark.parametrize(("words", "wanted"), CALLS.values(), ids=CALLS)
def test_a_wrong_call(
    folder: Folder, process: Process, words: tuple[str, ...], wanted: str
) -> None:
    before = folder.content()
    done = process(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert wanted in done.stderr
    assert "Traceback" not in done.stderr
    assert folder.content() == before


def test_a_snapshot_is_missing(folder: Folder, process: Process) -> None:
    (folder.path / "snapshots" / "catalogs" / "local.json").unlink()
    done = process("status")
    assert done.returncode == 2
    assert done.stderr == (
        "snapshots/catalogs/local.json: there is no snapshot of the local. "
        "Read it: mergetui refresh local\n"
    )


def test_a_mistake_of_our_own_is_one_line(folder: Folder) -> None:
    code = (
        "import sys, mergetui.commands.look as look; from mergetui.commands.main import main;"
        "look.status = None; main(['status'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("mergetui failed: TypeError: 'NoneType' object is not callable.")
    assert done.stderr.count("\n") == 1
    assert "MERGETUI_DEBUG=1" in done.stderr
    done = subprocess.run(
        [sys.executable, "-c", f"import os; os.environ['MERGETUI_DEBUG'] = '1'; {code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" in done.stderr


def test_who_reads_the_output_may_stop(folder: Folder) -> None:
    """The reader is gone before the first line is written."""
    code = "from mergetui.commands.main import main; main(['list'])"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait() == 128 + signal.SIGPIPE
    assert process.stderr.read() == ""
    process.stderr.close()


def test_ctrl_c(folder: Folder) -> None:
    code = (
        "import os, signal, time, mergetui.commands.look as look;"
        "from mergetui.commands.main import main;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # a background job ignores it
        "look.status = lambda _: (os.kill(os.getpid(), signal.SIGINT), time.sleep(60));"
        "main(['status'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr.strip() == "Interrupted."


def test_looking_imports_no_terminal_and_no_database(folder: Folder) -> None:
    code = (
        "import sys; from mergetui.commands.main import main\n"
        "try: main(['status'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'textual', 'asyncpg', 'rich', 'tomlkit'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
