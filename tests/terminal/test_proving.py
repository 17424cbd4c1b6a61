"""The proof on its page: run in a process of its own, which outlives nobody who waits for it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from emulator import Terminal
from stage import Stage

from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.snapshots import KEPT, snapshot_path
from mergetui.terminal import proving
from mergetui.terminal.proving import COMMAND, prove_beside
from mergetui.terminal.signature import signature
from mergetui.terminal.wire import Begin, Fault

Play = Callable[..., None]

# A process that proves for ever, once its server runs
HELD = """
import asyncio
from mergetui.terminal import prover
async def held(*given):
    given[-1]("it is held", 0, 0)
    await asyncio.Event().wait()
prover.prove = held
prover.main()
"""
HELD_COMMAND = (sys.executable, "-c", HELD)
TERMINAL = f"""
from mergetui.commands.main import main
from mergetui.terminal import proving
proving.COMMAND = {HELD_COMMAND!r}
main()
"""


def provers(parent: int | None = None) -> list[psutil.Process]:
    """Of the processes under one those that prove."""
    return [
        each
        for each in psutil.Process(parent).children(recursive=True)
        if any("prover" in word for word in _words(each))
    ]


def _words(process: psutil.Process) -> Sequence[str]:
    try:
        return [*process.cmdline()]
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ()


def held(parent: int | None = None) -> tuple[psutil.Process, list[psutil.Process], Path]:
    """The process that proves, what it has started, and where its server is."""
    [prover] = provers(parent)
    below = prover.children(recursive=True)
    [words] = [_words(each) for each in below if any("watchdog.py" in w for w in _words(each))]
    folder = Path(words[next(n for n, word in enumerate(words) if "watchdog.py" in word) + 1])
    assert folder.exists()
    return prover, below, folder


def gone(processes: Sequence[psutil.Process]) -> bool:
    return not psutil.wait_procs(processes, 60)[1]


def test_it_ends_in_what_was_seen(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.send("V")
        assert "esc gives it up" in stage.text
        await stage.until(lambda: "The proof" in stage.text)
        assert "The proof holds." in stage.text
        assert "8 undecided tables were left as the remote has them." in stage.text
        assert "a second export is empty" in stage.text
        await stage.settle()
        assert not provers()

    play(story)


def test_given_up_before_it_began(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.send("V", "escape")
        assert "Core Foundation" in stage.text
        assert stage.app.trials
        await stage.settle()
        assert not provers()

    play(story)


def test_given_up_it_is_gone_with_its_server(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "COMMAND", HELD_COMMAND)

    async def story(stage: Stage) -> None:
        await stage.send("V")
        await stage.until(lambda: "it is held; esc gives it up" in stage.text)
        _, below, folder = held()
        await stage.send("escape")
        assert "Core Foundation" in stage.text
        await stage.settle()
        assert not provers()
        assert gone(below)
        assert not folder.exists()

    play(story)


def test_a_process_that_was_killed_is_told(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "COMMAND", HELD_COMMAND)

    async def story(stage: Stage) -> None:
        await stage.send("V")
        await stage.until(lambda: "it is held" in stage.text)
        prover, below, folder = held()
        prover.kill()
        await stage.until(lambda: "The proof could not be run." in stage.text)
        assert "the process that proves ended (-9)" in stage.text
        assert gone(below)
        assert not folder.exists()

    play(story)


def as_it_is(path: Path) -> Begin:
    return Begin(path, tuple(signature(snapshot_path(path, kept)) for kept in KEPT))


def of_old_snapshots(path: Path) -> Begin:
    return Begin(path, (None,) * len(KEPT))


def of_a_broken_one(path: Path) -> Begin:
    snapshot_path(path, "remote").write_text("{", "utf-8")
    return as_it_is(path)


ENDS = (sys.executable, "-c", "raise SystemExit(3)")


@pytest.mark.parametrize(
    ("command", "begin", "wanted"),
    [
        (("/no/such/program",), as_it_is, "no process can be started that proves"),
        (ENDS, as_it_is, r"the process that proves ended \(3\)"),
        (COMMAND, of_old_snapshots, "the snapshots were written anew"),
        (COMMAND, of_a_broken_one, r"remote\.json:1: this is no snapshot: .* `mergetui refresh`"),
    ],
)
def test_what_goes_wrong_is_a_sentence(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: Sequence[str],
    begin: Callable[[Path], Begin],
    wanted: str,
) -> None:
    monkeypatch.setattr(proving, "COMMAND", command)
    decisions = DecisionsFile.load(path).decisions
    with pytest.raises(Fault, match=wanted):
        asyncio.run(prove_beside(begin(path), decisions, lambda *_: None))


def test_where_the_terminal_is_killed_nothing_is_left(path: Path) -> None:
    with closing(Terminal((sys.executable, "-c", TERMINAL), path.parent)) as terminal:
        terminal.until("0/8 decided")
        terminal.send("V")
        terminal.until("it is held")
        _, _, folder = held(terminal.process.pid)
        left = psutil.Process(terminal.process.pid).children(recursive=True)
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
        assert gone(left)
        assert not folder.exists()
