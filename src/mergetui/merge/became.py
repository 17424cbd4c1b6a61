"""What a block of decisions.toml comes to in the merged catalog."""

from __future__ import annotations

from mergetui.catalog.model import Table
from mergetui.decisions.check import objects
from mergetui.decisions.model import SIDES
from mergetui.decisions.reviewed import Reviewable
from mergetui.merge.model import Merged


def became(merged: Merged, section: str, name: str) -> Reviewable | None:
    """The table, type, function ... that it is then; None where it goes."""
    return table_of(merged, name) if section == "tables" else object_of(merged, section, name)


def table_of(merged: Merged, key: str) -> Table | None:
    """Of a table that both sides keep, the remote's."""
    for side in SIDES:
        target = merged.targets.get(f"{side}:{key}")
        if target is not None and target in merged.catalog.tables:
            return merged.catalog.tables[target]
    return None


def object_of(merged: Merged, section: str, name: str) -> Reviewable | None:
    return objects(merged.catalog, section).get(name)
