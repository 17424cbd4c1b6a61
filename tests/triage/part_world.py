"""Two tables of one name with parts that differ, that are the same and that one side has alone."""

from __future__ import annotations

from triage_world import catalog, decisions, table

from mergetui.catalog.model import Catalog, Check, Index, Policy, Table
from mergetui.decisions.model import TableDecision
from mergetui.triage.entries import Triage, triage
from mergetui.triage.sides import Sides


def reads(name: str, what: str) -> Policy:
    return Policy(name=name, command="select", using=what)


def index(name: str, *on: str) -> Index:
    return Index(name=name, unique=False, body=f"USING btree ({', '.join(on)})", columns=on)


def docs(**parts: object) -> Table:
    return table("docs", "id uuid not null", "owner text", "title text", **parts)


REMOTE: Catalog = catalog(
    docs(
        rls=True,
        policies=(reads("known", "true"), reads("mine", "(owner = CURRENT_USER)")),
        indexes=(index("docs_idx", "owner"), index("docs_old", "title")),
        checks=(Check(name="c", expression="(owner <> ''::text)"),),
    )
)
LOCAL: Catalog = catalog(
    docs(
        rls=True,
        policies=(reads("known", "true"), reads("mine", "(title = CURRENT_USER)")),
        indexes=(index("docs_idx", "title", "owner"), index("docs_by_title", "title")),
    )
)


def looked_at(decision: TableDecision) -> Triage:
    return triage(Sides(REMOTE, LOCAL), decisions(docs=decision))
