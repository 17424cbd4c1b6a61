"""Writes the example's two schemas from the text files under tables/: ``python generate.py [DIR]``.

Without a folder they go where they belong, beside this file. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator import local, remote
from generator.notation import Reader, pairs

HERE = Path(__file__).resolve().parent


def main(target: Path = HERE) -> None:
    tables = HERE / "tables"
    enums = {name: values.split() for name, values in pairs(tables / "enums.txt").items()}
    reader = Reader("remote", enums, pairs(tables / "mixins.txt"), pairs(tables / "shorthand.txt"))
    common = reader.common(tables / "common.txt")
    sections = reader.sections(tables / "remote.txt", common)
    everything = [*common.values(), *(t for s in sections for t in s.tables)]
    dump = remote.render(everything, enums, tables / "pieces")
    (target / "remote.sql").write_text(dump, encoding="utf-8", newline="\n")

    reader = Reader("local", {}, pairs(tables / "local_mixins.txt"))
    sections = reader.sections(tables / "local.txt", reader.common(tables / "common.txt"))
    folder = target / "local"
    folder.mkdir(exist_ok=True)
    for name, text in local.render(sections, tables / "pieces").items():
        (folder / f"{name}.sql").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
