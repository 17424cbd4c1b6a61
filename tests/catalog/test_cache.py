"""A side that has not changed is not read again; one that has, is."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from mergetui.catalog import cache as cache_module
from mergetui.catalog.model import Catalog
from mergetui.catalog.server import Server
from mergetui.catalog.source import ServerFactory, read_source

SQL = "CREATE TABLE a (id int, b text);\nCREATE TABEL x;\nCREATE POLICY p ON a USING (b = 'x');"


class Counting:
    """The running server, counting how often somebody wanted one."""

    def __init__(self, factory: ServerFactory) -> None:
        self.factory = factory
        self.started = 0

    def __call__(self) -> AbstractAsyncContextManager[Server]:
        self.started += 1
        return self.factory()


@pytest.fixture
def reads(server_factory: ServerFactory) -> Counting:
    return Counting(server_factory)


def read(folder: Path, reads: Counting, source: str = "sql") -> Catalog:
    cache = folder / "cache"
    return asyncio.run(read_source(source, base=folder, server=reads, cache=cache))


def write(folder: Path, text: str, name: str = "1.sql") -> None:
    (folder / "sql").mkdir(exist_ok=True)
    (folder / "sql" / name).write_text(text)


def test_the_same_text_is_read_once(tmp_path: Path, reads: Counting) -> None:
    write(tmp_path, SQL)
    first = read(tmp_path, reads)
    assert first.faults
    assert first.not_handled == {}
    assert read(tmp_path, reads) == first
    assert reads.started == 1


def test_other_text_or_another_place_is_read(tmp_path: Path, reads: Counting) -> None:
    write(tmp_path, SQL)
    first = read(tmp_path, reads)
    write(tmp_path, SQL.replace("b text", "b uuid"))
    second = read(tmp_path, reads)
    assert second.tables != first.tables
    (tmp_path / "sql" / "1.sql").rename(tmp_path / "sql" / "2.sql")
    assert str(read(tmp_path, reads).faults[0].place).startswith("sql/2.sql:")
    write(tmp_path, "", "3.sql")
    read(tmp_path, reads)
    assert reads.started == 4


def test_another_reader_reads_again(
    tmp_path: Path, reads: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, SQL)
    read(tmp_path, reads)
    monkeypatch.setattr(cache_module, "_reader", lambda: b"of the next version")
    read(tmp_path, reads)
    assert reads.started == 2


def test_a_damaged_file_counts_as_nothing(tmp_path: Path, reads: Counting) -> None:
    write(tmp_path, SQL)
    first = read(tmp_path, reads)
    (kept,) = (tmp_path / "cache").glob("*.json")
    for damage in (kept.read_text().replace('"text"', '"uuid"'), "", "[]"):
        kept.write_text(damage)
        assert read(tmp_path, reads) == first
    assert reads.started == 4


def test_a_cache_that_cannot_be_written(tmp_path: Path, reads: Counting) -> None:
    write(tmp_path, SQL)
    (tmp_path / "cache").write_text("a file is in the way")
    assert read(tmp_path, reads) == read(tmp_path, reads)
    assert reads.started == 2
