"""PostgreSQL's own word on what is typed for a column."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from mergetui.catalog.model import Catalog
from mergetui.catalog.server import Server
from mergetui.proof.asking import Asked, Question, build, problem
from mergetui.triage.sides import Sides

CatalogOf = Callable[[str], Catalog]

COLUMNS = (("id", "uuid"), ("name", "text"), ("Data", "jsonb"), ("mood", "public.mood"))

# kind, what is typed, column, type after the merge, the default that was decided -> what
# PostgreSQL has against it
CASES: tuple[tuple[Asked, str, str, str, str | None, str | None], ...] = (
    ("using", "upper(name)", "name", "text", None, None),
    ("using", "uper(name)", "name", "text", None, "function uper(text) does not exist"),
    ("using", "shout(name)", "name", "text", None, None),  # a function of the local side
    ("using", "length(name)", "name", "uuid", None,
     'result of USING clause for column "name" cannot be cast automatically to type uuid'),
    ("using", '"Data" ->> \'a\'', "Data", "text", None, None),
    ("using", "name + 1", "id", "text", None, "operator does not exist: text + integer"),
    ("using", "upper(name)", "new", "text", None, None),
    ("using", "nam", "new", "text", None, 'column "nam" does not exist'),
    ("using", "ARRAY(SELECT jsonb_array_elements_text(\"Data\"))", "Data", "text[]", None, None),
    ("using", "(SELECT nam)", "name", "text", None, 'column "nam" does not exist'),
    ("type", "varchar(9)", "name", "text", None, None),
    ("type", "uuidd", "name", "text", None, 'type "uuidd" does not exist'),
    ("type", "colour", "name", "text", None, None),  # a type of the local side
    ("type", "integer", "Data", "jsonb", None, None),
    ("type", "integer", "id", "uuid", None, "cannot cast type uuid to integer"),
    ("type", "mood[", "mood", "public.mood", None, 'syntax error at or near ")"'),
    ("default", "now()", "name", "timestamp with time zone", None, None),
    ("default", "'sad'", "mood", "public.mood", None, None),
    ("default", "'glad'", "mood", "public.mood", None, 'invalid input value for enum mood: "glad"'),
    ("default", "now()", "name", "uuid", None,
     'column "c" is of type uuid but default expression is of type timestamp with time zone. '
     "You will need to rewrite or cast the expression."),
    ("type", "integer", "name", "text", "'7'", None),
    ("type", "integer", "name", "text", "'seven'",
     "the default 'seven' does not fit: invalid input syntax for type integer: \"seven\""),
    ("type", "mood", "name", "text", "", None),  # no default
    ("default", "'seven'", "name", "integer", "'7'",
     'invalid input syntax for type integer: "seven"'),
)  # fmt: skip


REMOTE = """
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE people (id uuid PRIMARY KEY, name text, "Data" jsonb, mood mood);
"""
LOCAL = """
CREATE TYPE colour AS ENUM ('red');
CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql AS $$ SELECT upper($1) $$;
"""


def test_in_the_words_of_postgres(server: Server, catalog_of: CatalogOf) -> None:
    """All on one database; none leaves anything behind for the next."""
    sides = Sides(catalog_of(REMOTE), catalog_of(LOCAL))

    async def ask() -> list[str | None]:
        async with server.database() as database:
            await build(database, sides)
            connection = await database.connect()
            try:
                return [
                    await problem(connection, Question(kind, text, column, COLUMNS, becomes, said))
                    for kind, text, column, becomes, said, _ in CASES
                ]
            finally:
                await connection.close()

    told = asyncio.run(ask())
    assert list(zip(CASES, told, strict=True)) == [(case, case[-1]) for case in CASES]
