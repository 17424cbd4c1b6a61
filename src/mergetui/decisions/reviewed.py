"""What each side was when a choice was made, and whether it is so still.

``reviewed`` is compared as a whole: a side that changed, came or went makes a decision stale.
"""

from __future__ import annotations

from mergetui.catalog.model import (
    DefaultPrivileges,
    Extension,
    Function,
    Other,
    Schema,
    Sequence,
    Table,
    Type,
    View,
)
from mergetui.catalog.snapshot import fingerprint
from mergetui.decisions.model import ObjectDecision, TableDecision

Reviewable = (
    Table | Type | Function | View | Sequence | Other | DefaultPrivileges | Schema | Extension
)


def reviewed_text(remote: Reviewable | None, local: Reviewable | None) -> str:
    """``remote:1f3c9a2e local:77ab01d4``, with the sides that have the object."""
    sides = (("remote", remote), ("local", local))
    return " ".join(f"{side}:{fingerprint(found)}" for side, found in sides if found is not None)


def is_stale(
    decision: TableDecision | ObjectDecision, remote: Reviewable | None, local: Reviewable | None
) -> bool:
    """Whether a side is no longer what it was when the choice was made."""
    return (
        decision.action != "undecided"
        and decision.reviewed is not None
        and decision.reviewed != reviewed_text(remote, local)
    )
