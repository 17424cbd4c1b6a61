"""A catalog survives the way into a file and back; a file that did not is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mergetui.catalog.model import (
    Catalog,
    Check,
    Column,
    Composite,
    Declared,
    Domain,
    Enum,
    Extension,
    Fault,
    ForeignKey,
    Function,
    Grant,
    Index,
    Policy,
    Schema,
    Sequence,
    SequenceOptions,
    Table,
    View,
)
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import catalog_fingerprint, dumps, fingerprint, loads
from mergetui.errors import InputError, Place

T = Name("public", "Ör\u2028der")
KEY = ForeignKey(name="k", columns=("a",), references=T, ref_columns=("id",))
TABLE = Table(
    name=T,
    columns=(
        Column(name="id", type="integer", identity="always", identity_options=SequenceOptions()),
        Column(name="a", type="text", default="'\n'::text"),
    ),
    foreign_keys=(KEY,),
    checks=(Check(name="c", expression="(a > ''::text)"),),
    indexes=(Index(name="i", unique=True, body="USING btree (a)", columns=("a",)),),
    policies=(Policy(name="p", roles=("anon",), using="true"),),
    grants=(Grant(grantee="anon", privileges=()),),
    inherits=(Name("public", "parent"),),
    rls=True,
)
CATALOG = Catalog(
    server_version=160003,
    schemas={"public": Schema(name="public")},
    extensions={"citext": Extension(name="citext", schema="extensions")},
    types={
        Name("public", "c"): Composite(name=Name("public", "c"), fields=(("x", "integer"),)),
        Name("public", "d"): Domain(name=Name("public", "d"), type="text", checks=TABLE.checks),
        Name("public", "e"): Enum(name=Name("public", "e"), values=("a", "b")),
    },
    sequences={Name("public", "s"): Sequence(name=Name("public", "s"), owned_by=(T, "id"))},
    tables={T: TABLE},
    views={Name("public", "v"): View(name=Name("public", "v"), definition="SELECT 1")},
    functions={
        "f(integer)": Function(
            name=Name("public", "f"),
            arguments="integer",
            types=("integer",),
            returns=None,
            language="sql",
            definition="...",
        )
    },
    declared=(
        Declared(table=T, object=KEY, place=Place("a.sql", 3), message="no"),
        Declared(
            table=T,
            object=TABLE.policies[0],
            place=None,
            message="text = uuid",
            requires=((T, "a", "uuid"),),
        ),
        Declared(table=T, object=TABLE.indexes[0], place=None, message="no"),
    ),
    faults=(
        Fault(
            place=Place("a.sql", 3),
            statement="x",
            sqlstate="42601",
            message="m",
            outcome="left out",
        ),
    ),
    rows={T: 12},
    not_handled={"rules": 2},
    platform_grants={"sequences": (), "tables": TABLE.grants},
)


def test_there_and_back() -> None:
    text = dumps(CATALOG)
    assert loads(text, Place("s.json")) == CATALOG
    assert dumps(loads(text, Place("s.json"))) == text
    assert json.loads(text)["format"] == 1


text_values = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.lists(text_values, min_size=1, max_size=3, unique=True),
    text_values,
    st.none() | text_values,
)
def test_there_and_back_with_any_text(
    names: list[str], expression: str, comment: str | None
) -> None:
    columns = tuple(Column(name=name, type=expression, comment=comment) for name in names)
    name = Name(names[0], expression)
    table = Table(name=name, columns=columns, comment=comment)
    catalog = Catalog(tables={name: table}, not_handled={expression: 1})
    assert loads(dumps(catalog), Place("s.json")) == catalog


def test_a_changed_column_is_a_changed_line() -> None:
    columns = (TABLE.columns[0], replace(TABLE.columns[1], type="uuid"))
    changed = replace(CATALOG, tables={T: replace(TABLE, columns=columns)})
    before, after = (set(dumps(catalog).split("\n")[1:]) for catalog in (CATALOG, changed))
    assert len(before - after) == len(after - before) == 1


def test_fingerprints() -> None:
    assert len(fingerprint(TABLE)) == 8
    assert fingerprint(TABLE) != fingerprint(replace(TABLE, rls=False))
    assert fingerprint(TABLE) != fingerprint(replace(TABLE, columns=TABLE.columns[::-1]))
    rows_only = replace(CATALOG, rows={}, faults=(), server_version=180000)
    assert catalog_fingerprint(CATALOG) == catalog_fingerprint(rows_only)
    assert catalog_fingerprint(CATALOG) != catalog_fingerprint(replace(CATALOG, views={}))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"a", "type": "text"', '"a", "type": "uuid"', "was changed after it was written"),
        ('"format": 1', '"format": 2', "Use a newer mergetui"),
        ('{"format"', '"format"', "this is no snapshot"),
        ('"sha256"', '"sha"', "this is no snapshot"),
        ("\n]}", "", "this is no snapshot"),
    ],
)
def test_what_is_refused(old: str, new: str, words: str) -> None:
    text = dumps(CATALOG)
    assert old in text
    with pytest.raises(InputError, match=words) as caught:
        loads(text.replace(old, new), Place("s.json"))
    assert caught.value.mistakes[0].place is not None
    assert caught.value.mistakes[0].place.file == "s.json"


def test_columns_that_are_the_same_are_one_object() -> None:
    """Of tens of thousands of tables there is room for those that differ."""
    column = Column(name="id", type="uuid", not_null=True)
    names = [Name("public", "one"), Name("public", "other")]
    tables = {name: Table(name=name, columns=(replace(column),)) for name in names}
    read = loads(dumps(Catalog(tables=tables)), Place("a.json"))
    (one,), (other,) = (read.tables[name].columns for name in names)
    assert one == column
    assert one is other
