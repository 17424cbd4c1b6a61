"""How fast the terminal is: ``python benchmarks/terminal.py [--tables 551 5000 50000]``.

Times are from a key's event to the cells written to the terminal's driver, in this process, at
120 by 40. What a screen costs at all is measured in the same run, on an app that shows one
``Static`` that changes with each key: ratios say more than milliseconds of one machine.
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
from collections.abc import Callable, Sequence
from pathlib import Path

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static

from mergetui.catalog.model import Catalog, Column, Table
from mergetui.catalog.model import Key as TableKey
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import dumps
from mergetui.decisions.file import write
from mergetui.decisions.model import Decisions, Sources, TableDecision
from mergetui.decisions.snapshots import snapshot_path
from mergetui.terminal.app import MergeApp

SIZE = (120, 40)
KEYS = 100
PHASES = 11


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
    path.parent.mkdir(parents=True, exist_ok=True)
    names = [Name("public", f"{('order', 'user', 'venue')[n % 3]}_{n:05}") for n in range(tables)]
    remote = {n: _table(n) for n in names[: tables * 6 // 10]}
    local = {n: _table(n) for n in names[tables // 2 :]}
    for side, of in (("remote", remote), ("local", local)):
        snapshot_path(path, side).parent.mkdir(parents=True, exist_ok=True)  # type: ignore[arg-type]
        text = dumps(Catalog(tables=of))
        snapshot_path(path, side).write_text(text, "utf-8")  # type: ignore[arg-type]
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
        driver = app._driver
        assert driver is not None
        original = driver.write

        def write(data: str) -> None:
            self.bytes += len(data.encode())
            original(data)

        driver.write = write  # type: ignore[method-assign]

    async def key(self, name: str, character: str | None = None) -> tuple[float, int]:
        """Milliseconds from the key to the painted screen, and the bytes that it wrote."""
        painted = asyncio.Event()
        before = self.bytes
        start = time.perf_counter()
        self.app.post_message(Key(name, character or (name if len(name) == 1 else None)))
        self.app.call_later(lambda: None)
        while self.bytes == before and time.perf_counter() - start < 1:
            await asyncio.sleep(0)
        # all of the paint: nothing more is written while the queue runs empty
        seen = -1
        while seen != self.bytes:
            seen, end = self.bytes, time.perf_counter()
            self.app.screen.call_after_refresh(painted.set)
            await painted.wait()
            painted.clear()
        return (end - start) * 1000, self.bytes - before


async def measured(app: App[None], keys: Callable[[Meter], object]) -> object:
    async with app.run_test(size=SIZE, headless=True) as pilot:
        if isinstance(app, MergeApp):
            while app.session is None or app.session.composing or app.desk.resting is not None:
                if app.session is not None and app.session.failed is not None:
                    raise app.session.failed
                await asyncio.sleep(0.02)
            while not app.desk.tables.rows or app._migration is None:
                await asyncio.sleep(0.05)  # the hazards are worked out
        await pilot.pause()
        return await keys(Meter(app))  # type: ignore[misc]


def told(what: str, times: Sequence[float], raw: float, more: str = "") -> None:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    median = statistics.median(ordered)
    ratio = f"{median / raw:5.1f} x raw" if raw else ""
    print(f"{what:38} {median:7.2f} ms median  {p95:7.2f} ms p95  {ratio}  {more}", flush=True)


async def raw_keys(meter: Meter) -> list[float]:
    return [(await meter.key("ab"[n % 2]))[0] for n in range(KEYS)]


async def on_the_desk(meter: Meter, tables: int, raw: float) -> None:
    moves = []
    for n in range(KEYS):
        moves.append(await meter.key("down" if n % 40 < 20 else "up"))
    sizes = [size for _, size in moves]
    more = f"{statistics.median(sizes):,.0f} bytes median, {sum(sizes) / len(sizes):,.0f} mean"
    told(f"{tables:,} tables: cursor", [ms for ms, _ in moves], raw, more)
    app = meter.app
    assert isinstance(app, MergeApp)
    start = time.perf_counter()
    app.desk.show_table()
    rested = (time.perf_counter() - start) * 1000
    print(f"{'':38} the pane, once the cursor rests: {rested:.2f} ms before it is painted")
    await meter.key("slash", "/")
    typed = []
    for _ in range(5):
        for character in "venue_01":
            name = "underscore" if character == "_" else character
            typed.append((await meter.key(name, character))[0])
        for _ in "venue_01":
            typed.append((await meter.key("backspace"))[0])
    told(f"{tables:,} tables: filter", typed, raw)
    await meter.key("escape")
    session = app.session
    assert session is not None
    saved = []
    for number, key in enumerate([*session.triage.entries][:30]):
        entry = session.triage.entries[key]
        start = time.perf_counter()
        reason = TableDecision(phase=entry.phase, action="drop", reason=str(number))
        outcome = session.save(f"{key}: drop", {key: reason})
        saved.append((time.perf_counter() - start) * 1000)
        assert outcome.saved, outcome
    told(f"{tables:,} tables: decision on disk", saved, 0)


EMPTY = "from textual.app import App\nclass A(App):\n  def on_mount(self): self.exit()\nA().run()"
OURS = (
    "import sys\nfrom pathlib import Path\nfrom mergetui.terminal.app import MergeApp\n"
    "MergeApp.on_ready = lambda self: self.exit()\nMergeApp(Path(sys.argv[1])).run()"
)


def first_frame(path: Path, times: int = 5) -> None:
    """From the start of Python to the first frame and out again, beside an empty Textual app."""
    found: dict[str, list[float]] = {"empty": [], "ours": []}
    for _ in range(times):
        for name, code in (("empty", EMPTY), ("ours", OURS)):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", code, str(path)],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            found[name].append((time.perf_counter() - start) * 1000)
    empty, ours = (statistics.median(found[name]) for name in ("empty", "ours"))
    print(f"first frame: {ours:.0f} ms, an empty app {empty:.0f} ms: {ours / empty:.2f} x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, nargs="*", default=[551, 5_000, 50_000])
    wanted = parser.parse_args().tables
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        raw = asyncio.run(measured(Raw(), raw_keys))
        assert isinstance(raw, list)
        told("raw: one Static", raw, 0)
        base = statistics.median(raw)
        for tables in wanted:
            path = made(folder / str(tables), tables)
            if tables == wanted[0]:
                first_frame(path)
            app = Ours(path, ascii=False)
            asyncio.run(measured(app, lambda m, t=tables: on_the_desk(m, t, base)))  # type: ignore[misc]


if __name__ == "__main__":
    main()
