"""How fast the terminal is: ``python benchmarks/terminal.py [--tables 551 5000 50000] [--write]``.

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

import psutil  # type: ignore[import-untyped]
from merges import made
from textual.app import App, ComposeResult
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Static

from mergetui.decisions.model import TableDecision
from mergetui.terminal.app import MergeApp
from mergetui.terminal.rest import paint, settled
from mergetui.terminal.session import Outcome
from mergetui.terminal.start import SWITCH

SIZE = (120, 40)
KEYS = 100
WRITES = 20
SLOW = 20_000  # tables, from which on all takes so long that fewer tries must do
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
_PATIENCE = 120  # seconds for anything, before the benchmark gives up
STARTS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: milliseconds (or bytes) of many tries, and what they stand beside."""

    what: str
    tables: int
    tries: Sequence[float]
    beside: float = 0.0
    unit: str = "ms"
    used: Sequence[float] = ()  # milliseconds of the processor, where they were looked at

    def row(self) -> str:
        ordered = sorted(self.tries)
        p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
        median = statistics.median(ordered)
        tables = f"{self.tables:,}" if self.tables else ""
        digits = 1 if self.unit == "ms" else 0
        ratio = f"{median / self.beside:.2f}" if self.beside else ""
        used = f"{statistics.median(self.used):.1f} ms" if self.used else ""
        return (
            f"| {self.what} | {tables} | {median:,.{digits}f} {self.unit} | "
            f"{p95:,.{digits}f} {self.unit} | {used} | {ratio} |"
        )


HEAD = "| | tables | median | p95 | processor | ratio |\n| --- | ---: | ---: | ---: | ---: | ---: |"


@dataclass(frozen=True, slots=True)
class Press:
    """What one key took: milliseconds until it was painted, of the processor; bytes written;
    milliseconds until the first of them."""

    ms: float
    used: float
    size: int
    first: float


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


@dataclass(frozen=True, slots=True)
class Kind:
    """Keys that are timed one by one, so many times, after others that are not."""

    what: str
    keys: Sequence[str]
    times: int = 1
    each: Sequence[str] = ()  # before each time
    first: Sequence[str] = ()  # once before
    last: Sequence[str] = ()  # once after


WORD = "venue_01"
FACETS = "is:und has:conf type:uuid phase:3"
BULK = "500 decided at once, taken back"
KINDS = (
    Kind("the cursor", [*["down"] * 20, *["up"] * 20], 5),
    Kind("half a page", ["ctrl+d", "ctrl+d", "ctrl+u", "ctrl+u"], 5),
    Kind("the last line, the first", ["G", "g"], 10),
    Kind("the filter, a word", [*WORD, *["backspace"] * len(WORD)], 5, (), ["/"], ["escape"]),
    Kind("the filter, facets", [*FACETS, *["backspace"] * len(FACETS)], 1, (), ["/"], ["escape"]),
    Kind("a phase folded", ["z", "z"], 10),
    Kind("all phases folded", ["Z", "Z"], 5, (), ["g"], ["g"]),
    Kind("the next undecided, the one before", ["n", "n", "N"], 10),
    Kind("a choice: drop", ["d"], 20, ["n"]),
    Kind("a choice taken back, made again", ["u", "U"], 10),
    Kind(
        "a choice: merge, remote, local",
        ["m", "r", "o"],
        7,
        ["down"],
        ["/", *"is:common is:und", "enter"],
        ["escape"],
    ),
    Kind(
        "a choice for a column",
        ["o", "backspace"],
        10,
        ["down"],
        ["/", *"wide", "enter", "G", "m", "enter"],
        ["h", "escape"],
    ),
    Kind(
        "the cursor in a table of 200 columns",
        ["down", "up", "ctrl+d"],
        10,
        (),
        *((["/", *"wide", "enter", "G", "enter"], ["h", "escape"])),
    ),
    Kind("500 marked", ["ctrl+a", "ctrl+a"], 3, (), ["/", *"_bulk", "enter"]),
    Kind(BULK, ["d", "u"], 3, ["ctrl+a"], (), ["escape", "escape"]),
    Kind("the problems, and back", ["p", "escape"], 5),
    Kind("the progress, and back", ["P", "escape"], 5),
    Kind("the history, and back", ["H", "escape"], 5),
    Kind("the help, and back", ["question_mark", "escape"], 5),
)


class Meter:
    """Times keys of a running app, and counts the bytes that each writes."""

    def __init__(self, app: App[None]) -> None:
        self.app = app
        self.bytes = 0
        self.written = 0.0  # when a cell was written last
        self.first: float | None = None  # and first since a key
        driver = app._driver
        assert driver is not None
        original = driver.write

        def write(data: str) -> None:
            original(data)
            self.bytes += len(data.encode())
            self.written = time.perf_counter()
            self.first = self.first or self.written

        driver.write = write  # type: ignore[method-assign]

    async def key(self, name: str) -> Press:
        """Press a key, and wait until it is painted."""
        self.first = None
        before, start, used = self.bytes, time.perf_counter(), time.process_time()
        await self.give(name, lambda: self.bytes > before)
        spent = (time.process_time() - used) * 1000
        assert self.first is not None
        first = (self.first - start) * 1000
        return Press((self.written - start) * 1000, spent, self.bytes - before, first)

    async def give(self, name: str, wanted: Callable[[], bool] = lambda: True) -> None:
        """Press a key, and wait until all is done that it sets off."""
        character = name if len(name) == 1 else None
        self.app.post_message(Key(_character_to_key(name) if character else name, character))
        await asyncio.sleep(0)
        await _until(lambda: wanted() and self._done(), f"{name} is painted")

    def _done(self) -> bool:
        app, screen = self.app, self.app.screen
        if isinstance(app, MergeApp):
            return app.keyboard.idle  # which it is when all that the key did is painted
        return settled(app) and not (screen._dirty_widgets or screen._layout_required)


Measure = Callable[[Meter], Awaitable[list[Figure]]]


def measured(app: App[None], measure: Measure) -> list[Figure]:
    async def run() -> list[Figure]:
        async with app.run_test(size=SIZE, headless=True) as pilot:
            await pilot.pause()
            if isinstance(app, MergeApp):
                await _is_composed(app)
            return await measure(Meter(app))

    return asyncio.run(run())


async def raw_keys(meter: Meter) -> list[Figure]:
    timed = [await meter.key("ab"[n % 2]) for n in range(KEYS)]
    return [_figure("a key that changes one `Static`", 0, timed)]


def _figure(what: str, tables: int, timed: Sequence[Press], raw: float = 0) -> Figure:
    return Figure(what, tables, [p.ms for p in timed], raw, "ms", [p.used for p in timed])


def on_the_desk(tables: int, raw: float) -> Measure:
    async def measure(meter: Meter) -> list[Figure]:
        app = meter.app
        assert isinstance(app, MergeApp)
        disk = _timed_saves(app)
        figures = []
        for kind in KINDS:
            timed = await _timed(meter, app, kind)
            figures.append(_figure(kind.what, tables, timed, raw))
            if kind.what == BULK:
                first = [p.first for p in timed]
                what = "of these, until it is seen that they are being saved"
                figures.append(Figure(what, tables, first, raw))
            if kind.what == "the cursor":
                sizes = [p.size for p in timed]
                figures.append(Figure("bytes for one move of it", tables, sizes, 0, "bytes"))
        await meter.give("g")
        pane = [await _pane(meter, app) for _ in range(20)]
        figures.append(Figure("the pane, once the cursor rests", tables, pane, raw))
        saved = _written_whole(app.path)
        figures.append(Figure("a choice on disk", tables, disk, saved))
        figures.append(Figure("500 choices on disk", tables, disk.bulk, saved))
        figures.append(await _glimpsed(meter, app, tables, raw))
        composed = [await _composed(meter, app) for _ in range(3 if tables > SLOW else 10)]
        figures.append(Figure("from a choice to what all of it comes to", tables, composed, raw))
        own = psutil.Process()
        processes = {"the terminal": own, "the process that composes": own.children()[0]}
        for what, process in processes.items():
            held = process.memory_info().rss / 2**20
            figures.append(Figure(f"memory, {what}", tables, [held], 0, "MB"))
        return figures

    return measure


async def _timed(meter: Meter, app: MergeApp, kind: Kind) -> list[Press]:
    timed = []
    for name in kind.first:
        await meter.give(name)
    for _ in range(kind.times):
        for name in kind.each:
            await meter.give(name)
        app.soon.now("table")
        for name in kind.keys:
            timed.append(await meter.key(name))
    for name in kind.last:
        await meter.give(name)
    return timed


async def _pane(meter: Meter, app: MergeApp) -> float:
    """Milliseconds until the table under the cursor is drawn, when the cursor has rested."""
    await meter.give("down")
    start = time.perf_counter()
    app.soon.now("table")
    await _until(lambda: settled(app), "the table is drawn")
    paint(app)
    return (meter.written - start) * 1000


async def _glimpsed(meter: Meter, app: MergeApp, tables: int, raw: float) -> Figure:
    """Milliseconds from a key that chooses until the pane shows what its table comes to."""
    for name in ("/", *"is:common", "enter"):  # what is decided stays to be seen
        await meter.give(name)
    took = []
    for n in range(20):
        await meter.give("n")  # never a phase's row, of which nothing is chosen
        app.soon.now("table")
        assert app.desk.entry
        start = time.perf_counter()
        await meter.key("mro"[n % 3])
        await _until(lambda: app.desk.table.aligned.told != "old", "the pane tells what it is")
        paint(app)
        took.append((meter.written - start) * 1000)
    await meter.give("escape")
    await _is_composed(app)
    return Figure("from a choice to what its table comes to", tables, took, raw)


async def _composed(meter: Meter, app: MergeApp) -> float:
    """Milliseconds from a key that chooses until all that it drags along is known."""
    await meter.give("n")
    app.soon.now("table")
    start = time.perf_counter()
    await meter.key("d")
    await _is_composed(app)
    return (time.perf_counter() - start) * 1000


async def _is_composed(app: MergeApp) -> None:
    """Until the merged side is that of the decisions; the hazards may still be looked for."""

    def composed() -> bool:
        if app._exception is not None:
            raise app._exception
        return not (app.session is None or app.session.composing)

    await _until(composed, "all is composed", 0.001)


async def _until(true: Callable[[], bool], what: str, turn: float = 0) -> None:
    """Look every ``turn`` seconds, between which others may work."""
    start = time.perf_counter()
    while not true():
        if time.perf_counter() - start > _PATIENCE:
            raise SystemExit(f"waited {_PATIENCE} seconds, and not yet: {what}")
        await asyncio.sleep(turn)


class Saves(list[float]):
    """Milliseconds of choices until they are on disk; of many at once in ``bulk``."""

    def __init__(self) -> None:
        self.bulk: list[float] = []


def _timed_saves(app: MergeApp) -> Saves:
    """Times each choice from now on."""
    session, times = app.session, Saves()
    assert session is not None
    save = session.save

    def timed(what: str, changes: dict[str, TableDecision]) -> Outcome:
        start = time.perf_counter()
        outcome = save(what, changes)
        took = (time.perf_counter() - start) * 1000
        (times.bulk if len(changes) > 1 else times).append(took)
        assert outcome.saved, outcome
        return outcome

    session.save = timed  # type: ignore[method-assign, assignment]
    return times


def _written_whole(path: Path) -> float:
    """Milliseconds to write a file of this size, sync it and put it in its place."""
    text, times = path.read_bytes(), []
    beside, new = path.with_name("beside"), path.with_name("beside.new")
    for _ in range(WRITES):
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
    parser.add_argument("--write", action="store_true", help="into docs/performance.md too")
    given = parser.parse_args()
    wanted = given.tables
    rows = []

    def tell(row: str) -> None:
        rows.append(row)
        print(row, flush=True)

    sys.setswitchinterval(SWITCH)
    tell(HEAD)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        raw = measured(Raw(), raw_keys)
        for figure in raw:
            tell(figure.row())
        base = statistics.median(raw[0].tries)
        for tables in wanted:
            path = made(folder / str(tables), tables)
            if tables == wanted[0]:
                for figure in first_frames(folder, path):
                    tell(figure.row())
            for figure in measured(Ours(path, ascii=False), on_the_desk(tables, base)):
                tell(figure.row())
    if given.write:
        before, _, rest = PAGE.read_text("utf-8").partition("<!-- terminal -->\n")
        after = rest.partition("<!-- end -->")[2]
        table = "\n".join(rows)
        PAGE.write_text(f"{before}<!-- terminal -->\n{table}\n<!-- end -->{after}", "utf-8")


if __name__ == "__main__":
    main()
