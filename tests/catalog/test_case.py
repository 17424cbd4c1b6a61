"""The real case: both sides come up whole, and their faults are named."""

from __future__ import annotations

import asyncio
from pathlib import Path

from case_ddl import needs_case, write_case

from mergetui.catalog.model import Catalog, ForeignKey, Index
from mergetui.catalog.snapshot import dumps, loads
from mergetui.catalog.source import ServerFactory, read_source
from mergetui.errors import Place

pytestmark = needs_case


def foreign_keys(catalog: Catalog) -> int:
    return sum(len(table.foreign_keys) for table in catalog.tables.values())


def indexes(catalog: Catalog) -> int:
    return sum(len(table.indexes) for table in catalog.tables.values())


def rls(catalog: Catalog) -> int:
    return sum(table.rls for table in catalog.tables.values())


def test_both_sides(tmp_path: Path, server_factory: ServerFactory) -> None:
    remote_file, local_file = write_case(tmp_path)

    async def read() -> tuple[Catalog, Catalog]:
        remote = await read_source(remote_file.name, base=tmp_path, server=server_factory)
        local = await read_source(local_file.name, base=tmp_path, server=server_factory)
        return remote, local

    remote, local = asyncio.run(read())
    assert (len(remote.tables), remote.column_count, len(remote.types)) == (349, 6093, 67)
    assert (foreign_keys(remote), indexes(remote), rls(remote)) == (975, 817, 274)
    assert (remote.faults, remote.declared) == ((), ())

    assert (len(local.tables), local.column_count) == (226, 2441)
    assert rls(local) == 199
    assert (foreign_keys(local), indexes(local)) == (336 - 5, 290 - 2)
    common = remote.tables.keys() & local.tables.keys()
    every = remote.tables.keys() | local.tables.keys()
    assert len(common) == 24
    assert len(local.tables.keys() - common) == 202
    assert len(remote.tables.keys() - common) == 325
    assert len(every) == 551

    assert sorted(fault.sqlstate for fault in local.faults) == [
        *["42703"] * 2,
        *["42804"] * 4,
        "42830",
    ]
    assert sorted(type(d.object).__name__ for d in local.declared) == [
        *[ForeignKey.__name__] * 5,
        *[Index.__name__] * 2,
    ]
    lines = local_file.read_text(encoding="utf-8").splitlines()
    for fault in local.faults:
        assert fault.place.file == "local.sql"
        assert lines[fault.place.line - 1].startswith(fault.statement)
        assert fault.hint

    for catalog in (remote, local):
        assert loads(dumps(catalog), Place("snapshot")) == catalog
