"""A small merge on disk, and what runs mergetui on it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from click.testing import Result

from mergetui.catalog.model import Catalog, Column, Key, Schema, Table
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import dumps
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.model import Decisions

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


def table(name: str, **columns: str) -> Table:
    return Table(
        name=Name("public", name),
        columns=tuple(Column(name=n, type=t, not_null=n == "id") for n, t in columns.items()),
        keys=(Key(name=f"{name}_pkey", primary=True, columns=("id",)),),
    )


REMOTE = (
    table("api_keys", id="uuid", created_at="timestamp with time zone", scopes="text[]"),
    table("orders", id="uuid", total="numeric(10,2)"),
    table("legend_categories", id="uuid", title="text"),
)
LOCAL = (
    table("api_keys", id="text", createdAt="timestamp with time zone", scopes="jsonb"),
    table("categories", id="text", title="text"),
    table("webhooks", id="text"),
)


def catalog(*tables: Table) -> Catalog:
    return Catalog(
        schemas={"public": Schema(name="public")},
        tables={t.name: t for t in sorted(tables, key=lambda t: t.name)},
    )


@dataclass
class Folder:
    """A folder with a decisions.toml and both snapshots."""

    path: Path

    @property
    def file(self) -> Path:
        return self.path / "decisions.toml"

    @property
    def decisions(self) -> Decisions:
        return DecisionsFile.load(self.file).decisions

    def snapshot(self, side: str, *tables: Table, **facts: Any) -> None:
        """``facts`` are other fields of the catalog."""
        path = self.path / "snapshots" / "catalogs" / f"{side}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumps(replace(catalog(*tables), **facts)))

    def content(self) -> dict[str, bytes]:
        return {
            str(p.relative_to(self.path)): p.read_bytes()
            for p in self.path.rglob("*")
            if p.is_file()
        }
