"""What PostgreSQL says of expressions in decisions: those with a subquery speak of the tables as
they are called when the migration runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from mergetui.catalog.model import Catalog
from mergetui.catalog.server import Server
from mergetui.decisions.read import read
from mergetui.errors import Place
from mergetui.merge.compose import compose
from mergetui.proof.asking import refused
from mergetui.triage.sides import Sides

REMOTE = """
CREATE TABLE orders (id int PRIMARY KEY, person text);
CREATE TABLE people (id int PRIMARY KEY, mail text);
CREATE TABLE old (id int PRIMARY KEY, word text);
CREATE TABLE goes (id int PRIMARY KEY, word text);
CREATE VIEW seen AS SELECT id, mail FROM people;
"""
DECISIONS = """
format = 1
[sources]
remote = "remote.sql"
local = "local.sql"
[tables.orders]
action = "keep"
[tables.orders.columns]
{columns}
[tables.people]
action = "keep"
name = "users"
[tables.people.columns]
mail = {{ name = "email" }}
[tables.old]
action = "merge-into"
into = "orders"
[tables.goes]
action = "drop"
rows = "discard"
"""
# the SQL of a using -> what PostgreSQL says; None where it takes it
CASES = {
    "(SELECT u.id FROM public.users u WHERE u.email = person)": None,
    "(SELECT p.id FROM public.people p WHERE p.mail = person)": 'relation "public.people"',
    "(SELECT u.id FROM public.users u WHERE u.mail = person)": "column u.mail does not exist",
    "(SELECT o.id FROM public.old o WHERE o.word = person)": None,
    "(SELECT g.id FROM public.goes g WHERE g.word = person)": 'relation "public.goes"',
    "(SELECT s.id FROM public.seen s WHERE s.mail = person)": None,  # a view: not asked
    "(SELECT nothing())": "function nothing() does not exist",
}


def test_a_subquery_speaks_of_the_tables_of_the_merge(
    catalog_of: Callable[[str], Catalog], server: Server
) -> None:
    remote, local = catalog_of(REMOTE), Catalog()
    said = "\n".join(
        f'c{n} = {{ type = "integer", using = "{sql}" }}' for n, sql in enumerate(CASES)
    )
    decisions = read(DECISIONS.format(columns=said), Place("decisions.toml"))
    merged = compose(remote, local, decisions)
    found = asyncio.run(refused(server, Sides(remote, local), decisions, merged))
    told = {each.question.text: each.message for each in found}
    assert told.keys() == {sql for sql, wrong in CASES.items() if wrong}
    for sql, wrong in CASES.items():
        assert wrong is None or told[sql].startswith(wrong)
