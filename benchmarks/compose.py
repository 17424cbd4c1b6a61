"""How long composing takes, beside loading the two snapshots, in one run.

    python benchmarks/compose.py [FOLDER] [--times N]

The screen composes anew after each choice, beside the keys, and its merged side waits for it.
FOLDER holds a decisions.toml with its snapshots; without one it is the example. Medians of N runs
after a first one, which fills what is kept between choices.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from mergetui.catalog.snapshot import loads
from mergetui.decisions.read import read
from mergetui.errors import Place
from mergetui.merge.compose import compose

ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--times", type=int, default=9)
    given = parser.parse_args()
    folder: Path = given.folder
    texts = {
        side: (folder / "snapshots" / "catalogs" / f"{side}.json").read_text(encoding="utf-8")
        for side in ("remote", "local")
    }
    decisions = read(
        (folder / "decisions.toml").read_text(encoding="utf-8"), Place("decisions.toml")
    )
    loading, composing = [], []
    for _ in range(given.times + 1):
        start = time.perf_counter()
        sides = {side: loads(text, Place(side)) for side, text in texts.items()}
        loaded = time.perf_counter()
        merged = compose(sides["remote"], sides["local"], decisions)
        loading.append(loaded - start)
        composing.append(time.perf_counter() - loaded)
    load, warm = statistics.median(loading[1:]), statistics.median(composing[1:])
    tables = len({*sides["remote"].tables, *sides["local"].tables})
    print(f"{tables} tables, {len(merged.catalog.tables)} after the merge")
    print(f"loading both snapshots  {load * 1000:7.0f} ms")
    print(f"composing, first        {composing[0] * 1000:7.0f} ms")
    print(f"composing, again        {warm * 1000:7.0f} ms, {warm / load:.2f} times loading")


if __name__ == "__main__":
    main()
