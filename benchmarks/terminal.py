"""How fast the terminal is: ``python benchmarks/terminal.py [--tables 551 5000 50000]``.

A key's time is from its event to the last cell written to the terminal's driver, in this process,
at 120 by 40, with the switch interval of threads that ``mergetui`` sets. Beside each figure stands
what the same costs at the least, measured in the same run: a key that changes one ``Static`` of an
app that shows nothing else, a file of the same size written whole and synced, an empty app. Ratios
say more than the milliseconds of one machine. What is printed is the table of docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import App, ComposeResult
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Static

from mergetui.catalog.model import Catalog, Column, Table
from mergetui.catalog.model import Key as TableKey
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import dumps
from mergetui.decisions.file import write
from mergetui.decisions.model import Decisions, Sources, TableDecision
from mergetui.decisions.snapshots import snapshot_path
from mergetui.terminal.app import SWITCH, MergeApp
from mergetui.terminal.rest import paint, rest, settled
from mergetui.terminal.session import Outcome

SIZE = (120, 40)
KEYS = 100
DECISIONS = 20
_PATIENCE = 120  # seconds for a key, before the benchmark gives up
STARTS = 5
PHASES = 11
TYPED = "venue_01"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: milliseconds (or bytes) of many tries, and what they stand beside."""

    what: str
    tables: int
    tries: Sequence[float]
    beside: float = 0.0
    unit: str = "ms"

    def row(self) -> str:
        ordered = sorted(self.tries)
        p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
        median = statistics.median(ordered)
        tables = f"{self.tables:,}" if self.tables else ""
        digits = 0 if self.unit == "bytes" else 1
        ratio = f"{median / self.beside:.2f}" if self.beside else ""
        return (
            f"| {self.what} | {tables} | {median:,.{digits}f} {self.unit} | "
            f"{p95:,.{digits}f} {self.unit} | {ratio} |"
        )


HEAD = "| | tables | median | p95 | ratio |\n| --- | ---: | ---: | ---: | ---: |"


class Drawn(App[None]):
    """An app under test that draws all the same, on a driver that throws it away."""

    is_headless = False  # type: ignore[assignment]


class Ours(Drawn, MergeApp):
    CSS_PATH = Path(sys.modules[MergeApp.__module__].__file__ or "").with_name("app.tcss")


class Raw(Drawn):
    """What a key costs at the least: one line changes."""

    def compose(self) -> ComposeResult:
        yield Static("0")

    def on_key(self, event: Key) -> None:
        self.query_one(Static).update(event.key)


def made(folder: Path, tables: int) -> Path:
    """A merge of so many tables, a tenth of them on both sides."""
    path = folder / "decisions.toml"
    names = [Name("public", f"{('order', 'user', 'venue')[n % 3]}_{n:05}") for n in range(tables)]
    snapshot_path(path, "remote").parent.mkdir(parents=True)
    remote = Catalog(tables={n: _table(n) for n in names[: tables * 6 // 10]})
    local = Catalog(tables={n: _table(n) for n in names[tables // 2 :]})
    snapshot_path(path, "remote").write_text(dumps(remote), "utf-8")
    snapshot_path(path, "local").write_text(dumps(local), "utf-8")
    decided = {n.key: TableDecision(phase=f"p{i % PHASES}") for i, n in enumerate(names)}
    phases = {f"p{n}": f"Phase {n}" for n in range(PHASES)}
    sources = Sources(remote="remote.sql", local="local")
    path.write_text(write(Decisions(sources=sources, phases=phases, tables=decided)), "utf-8")
    return path


def _table(name: Name) -> Table:
    columns = tuple(
        Column(name=c, type="text") for c in ("id", "name", "email", "kind", "created_at", "note")
    )
    key = TableKey(name=f"{name.name}_pkey", primary=True, columns=("id",))
    return Table(name=name, columns=columns, keys=(key,))


class Meter:
    """Times keys of a running app, and counts the bytes that each writes."""

    def __init__(self, app: App[None]) -> None:
        self.app = app
        self.bytes = 0
        self.written = 0.0  # when a cell was written last
        driver = app._driver
        assert driver is not None
        original = driver.write

        def write(data: str) -> None:
            original(data)
            self.bytes += len(data.encode())
            self.written = time.perf_counter()

        driver.write = write  # type: ignore[method-assign]

    async def key(self, name: str) -> tuple[float, int]:
        """Milliseconds from the key to the painted screen, and the bytes that it wrote."""
        before, start = self.bytes, time.perf_counter()
        character = name if len(name) == 1 else None
        self.app.post_message(Key(_character_to_key(name) if character else name, character))
        await asyncio.sleep(0)
        while not (self.bytes > before and self._done()):
            if time.perf_counter() - start > _PATIENCE:
                raise SystemExit(f"{name} painted nothing in {_PATIENCE} seconds")
            await asyncio.sleep(0)
        return (self.written - start) * 1000, self.bytes - before

    async def keys(self, names: Sequence[str]) -> list[tuple[float, int]]:
        return [await self.key(name) for name in names]

    def _done(self) -> bool:
        app, screen = self.app, self.app.screen
        if isinstance(app, MergeApp) and not app.keyboard.idle:
            return False
        return settled(app) and not (screen._dirty_widgets or screen._layout_required)


Measure = Callable[[Meter], Awaitable[list[Figure]]]


def measured(app: App[None], measure: Measure) -> list[Figure]:
    async def run() -> list[Figure]:
        async with app.run_test(size=SIZE, headless=True) as pilot:
            await pilot.pause()
            if isinstance(app, MergeApp):
                await rest(app)
            return await measure(Meter(app))

    return asyncio.run(run())


async def raw_keys(meter: Meter) -> list[Figure]:
    timed = await meter.keys(["a", "b"] * (KEYS // 2))
    return [Figure("a key that changes one `Static`", 0, [ms for ms, _ in timed])]


def on_the_desk(tables: int, raw: float) -> Measure:
    async def measure(meter: Meter) -> list[Figure]:
        app = meter.app
        assert isinstance(app, MergeApp)
        there_and_back = [*["down"] * 20, *["up"] * 20]
        moves = await meter.keys((there_and_back * KEYS)[:KEYS])
        pane = []
        for _ in range(20):
            await meter.key("down")
            start = time.perf_counter()
            app.soon.now("table")
            while not settled(app):
                await asyncio.sleep(0)
            paint(app)
            pane.append((meter.written - start) * 1000)
        await meter.key("/")
        typed = await meter.keys([*TYPED, *["backspace"] * len(TYPED)] * 5)
        await meter.key("escape")
        await meter.key("g")
        disk = _timed_saves(app)
        keyed = []
        for _ in range(DECISIONS if tables < 20_000 else 5):
            await meter.key("n")
            app.soon.now("table")
            keyed.append((await meter.key("d"))[0])
        return [
            Figure("key to painted screen, cursor", tables, [ms for ms, _ in moves], raw),
            Figure("bytes for one cursor move", tables, [size for _, size in moves], 0, "bytes"),
            Figure("the pane, once the cursor rests", tables, pane, raw),
            Figure("key to painted screen, filter", tables, [ms for ms, _ in typed], raw),
            Figure("key to painted screen, a choice", tables, keyed, raw),
            Figure("a choice on disk", tables, disk, _written_whole(app.path)),
        ]

    return measure


def _timed_saves(app: MergeApp) -> list[float]:
    """Milliseconds of each choice from now on until it is on disk."""
    session, times = app.session, list[float]()
    assert session is not None
    save = session.save

    def timed(what: str, changes: dict[str, TableDecision]) -> Outcome:
        start = time.perf_counter()
        outcome = save(what, changes)
        times.append((time.perf_counter() - start) * 1000)
        assert outcome.saved, outcome
        return outcome

    session.save = timed  # type: ignore[method-assign, assignment]
    return times


def _written_whole(path: Path) -> float:
    """Milliseconds to write a file of this size, sync it and put it in its place."""
    text, times = path.read_bytes(), []
    beside, new = path.with_name("beside"), path.with_name("beside.new")
    for _ in range(DECISIONS):
        start = time.perf_counter()
        with new.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(beside)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


_READY = """
  def on_ready(self):
    import time; open(sys.argv[1], "w").write(f"{time.time()} {time.process_time()}"); self.exit()
"""
_EMPTY = f"import sys\nfrom textual.app import App\nclass A(App):{_READY}A().run()"
_OURS = (
    "import sys\nfrom pathlib import Path\nfrom mergetui.terminal import app\n"
    "class A(app.MergeApp):\n  CSS_PATH = Path(app.__file__).with_name('app.tcss')"
    f"{_READY}A(Path(sys.argv[2])).run()"
)


def first_frames(folder: Path, path: Path) -> Iterator[Figure]:
    """From the start of Python to the first frame, in turns with an empty Textual app: by the
    clock, and as processor time, which a busy machine does not stretch."""
    found: dict[str, list[tuple[float, float]]] = {_EMPTY: [], _OURS: []}
    told = folder / "ready"
    for _ in range(STARTS):
        for code, times in found.items():
            start = time.time()
            subprocess.run(
                [sys.executable, "-c", code, str(told), str(path)],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            at, used = (float(word) for word in told.read_text().split())
            times.append(((at - start) * 1000, used * 1000))
    for number, words in enumerate(("by the clock", "processor time")):
        empty, ours = ([t[number] for t in found[code]] for code in (_EMPTY, _OURS))
        yield Figure(f"first frame of an empty Textual app, {words}", 0, empty)
        yield Figure(f"first frame, {words}", 0, ours, statistics.median(empty))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, nargs="*", default=[551, 5_000, 50_000])
    wanted = parser.parse_args().tables
    sys.setswitchinterval(SWITCH)
    print(HEAD)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        raw = measured(Raw(), raw_keys)
        for figure in raw:
            print(figure.row(), flush=True)
        base = statistics.median(raw[0].tries)
        for tables in wanted:
            path = made(folder / str(tables), tables)
            if tables == wanted[0]:
                for figure in first_frames(folder, path):
                    print(figure.row(), flush=True)
            for figure in measured(Ours(path, ascii=False), on_the_desk(tables, base)):
                print(figure.row(), flush=True)


if __name__ == "__main__":
    main()
