"""What stands beside tables, a statement or two each: what is made before them, and what reads them
or says who may do what in the end.
"""

from __future__ import annotations

from collections.abc import Callable

from generated_side import Dice, Side, quoted

from mergetui.catalog.names import Name

Object = Callable[[Dice, Side], list[str]]


def comments(dice: Dice, side: Side) -> list[str]:
    return dice.several(
        [
            "COMMENT ON TYPE mood IS 'it''s'",
            "COMMENT ON DOMAIN positive IS 'more'",
            "COMMENT ON TYPE place IS 'where'",
            "COMMENT ON COLUMN place.y IS 'which'",
            "COMMENT ON SCHEMA public IS 'all of it'",
            "COMMENT ON CONSTRAINT positive_check ON DOMAIN positive IS 'why'",
        ],
        1,
        2,
    )


def rights(dice: Dice, side: Side) -> list[str]:
    return dice.several(
        [
            "REVOKE EXECUTE ON FUNCTION allowed() FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION allowed() TO authenticated, anon",
            "GRANT USAGE ON TYPE mood TO anon",
            "REVOKE USAGE ON TYPE place FROM PUBLIC",
        ],
        1,
        3,
    )


def default_privileges(dice: Dice, side: Side) -> list[str]:
    said = dice.one(
        (
            "IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
            "REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
            "GRANT USAGE ON TYPES TO anon",
        )
    )
    return [f"ALTER DEFAULT PRIVILEGES {said}"]


def overload(dice: Dice, side: Side) -> list[str]:
    body = dice.one(("$1 || $1", "$1"))
    side.functions["twice(text)"] = body
    return [
        f"CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT {body}'"
    ]


def procedure(dice: Dice, side: Side) -> list[str]:
    default = dice.one(("1", "2"))
    side.functions["tidy(integer, public.mood)"] = default
    return [
        f"CREATE PROCEDURE tidy(often integer DEFAULT {default}, INOUT m mood DEFAULT NULL)"
        " LANGUAGE plpgsql AS 'BEGIN m := NULL; END'"
    ]


def aggregate(dice: Dice, side: Side) -> list[str]:
    start = dice.one(("0", "1"))
    side.functions["total(bigint)"] = start
    return [
        f"CREATE AGGREGATE total(bigint) (SFUNC = int8pl, STYPE = bigint, INITCOND = '{start}')"
    ]


def collation(dice: Dice, side: Side) -> list[str]:
    locale = dice.one(("C", "POSIX"))
    side.others["collation public.plain"] = locale
    return [f"CREATE COLLATION plain (provider = libc, locale = '{locale}')"]


def domain_over(dice: Dice, side: Side) -> list[str]:
    most = dice.one(("1000000", "2000000"))
    side.types["few"] = most
    return [
        f"CREATE DOMAIN few AS positive DEFAULT 2 CHECK (VALUE < {most})"
        " CONSTRAINT odd CHECK (VALUE <> 13)"
    ]


def search(dice: Dice, side: Side) -> list[str]:
    copied = dice.one(("simple", "english"))
    side.others["text search configuration public.finding"] = copied
    return [f"CREATE TEXT SEARCH CONFIGURATION finding (COPY = {copied})"]


BESIDE: tuple[Object, ...] = (
    comments,
    rights,
    default_privileges,
    overload,
    procedure,
    aggregate,
    collation,
    domain_over,
    search,
)


# What reads tables and is made after them


def over_materialized(dice: Dice, side: Side) -> list[str]:
    if "m" not in side.views:
        return []
    side.views["over m"] = "id"
    return ['CREATE VIEW "over m" WITH (security_barrier = true) AS SELECT id FROM m']


def materialized_over(dice: Dice, side: Side) -> list[str]:
    if "v" not in side.views:
        return []
    side.views["M v"] = data = dice.one(("", " WITH NO DATA"))
    return [
        f'CREATE MATERIALIZED VIEW "M v" AS SELECT id, count(*) AS n FROM v GROUP BY id{data}',
        "COMMENT ON MATERIALIZED VIEW \"M v\" IS 'it''s'",
    ]


def union(dice: Dice, side: Side) -> list[str]:
    names = dice.several(sorted(side.tables), 1, 2)
    word = dice.one(("UNION ALL", "UNION", "EXCEPT"))
    body = f" {word} ".join(f"SELECT id::text AS id FROM {quoted(n)}" for n in names)
    side.views["every id"] = body
    return [f'CREATE VIEW "every id" AS {body}', 'GRANT SELECT ON "every id" TO anon, PUBLIC']


def grouped(dice: Dice, side: Side) -> list[str]:
    """By the primary key, so that other columns may be shown."""
    names = [n for n in sorted(side.tables) if n not in side.composite]
    names = [n for n in names if n not in side.split]
    if not names:
        return []
    name = dice.one(names)
    columns = [c for c in sorted(side.tables[name]) if c != "id"]
    shown = quoted(dice.one(columns)) if columns else "id"
    side.views["grouped"] = f"{name}.{shown}"
    return [
        f"CREATE VIEW grouped AS SELECT id AS its_id, {shown} AS what, count(*) AS n"
        f" FROM {quoted(name)} GROUP BY id"
    ]


def checked(dice: Dice, side: Side) -> list[str]:
    """One that may be written through, with a trigger, a default and comments."""
    name = dice.one(sorted(side.tables))
    option = dice.one(("LOCAL", "CASCADED"))
    side.views["checked"] = name + option
    rest = [
        "COMMENT ON COLUMN checked.id IS 'it''s'",
        "CREATE TRIGGER instead INSTEAD OF DELETE ON checked FOR EACH ROW EXECUTE FUNCTION touch()",
        "GRANT SELECT (id), UPDATE (id) ON checked TO authenticated",
        'CREATE RULE "no more" AS ON DELETE TO checked DO INSTEAD NOTHING',
    ]
    view = f"CREATE VIEW checked AS SELECT * FROM {quoted(name)} WHERE id IS NOT NULL"
    return [f"{view} WITH {option} CHECK OPTION", *dice.several(rest[:1] + rest[2:], 0, 2)]


def of_a_row(dice: Dice, side: Side) -> list[str]:
    name = dice.one(sorted(side.tables))
    side.functions[f"shown({Name('public', name).sql})"] = name
    return [
        f"CREATE FUNCTION shown(r {quoted(name)}) RETURNS text LANGUAGE sql STABLE"
        " AS 'SELECT r.id::text'"
    ]


def as_table(dice: Dice, side: Side) -> list[str]:
    name = dice.one(sorted(side.tables))
    side.functions["listed(public.mood)"] = name
    return [
        "CREATE FUNCTION listed(m mood DEFAULT NULL) RETURNS TABLE (its text, m2 mood[])"
        " LANGUAGE plpgsql SECURITY DEFINER SET search_path = public"
        f" AS 'BEGIN RETURN QUERY SELECT x.id::text, NULL::mood[] FROM {quoted(name)} x; END'"
    ]


def sequence(dice: Dice, side: Side) -> list[str]:
    """One that a column owns and does not count by."""
    name = dice.one(sorted(side.tables))
    options = dice.one(("", " INCREMENT BY -1 MAXVALUE 0 MINVALUE -99 CYCLE", " START 7 CACHE 5"))
    side.sequences["Odd seq"] = name + options
    return [
        f'CREATE SEQUENCE "Odd seq" AS integer{options}',
        *[f'ALTER SEQUENCE "Odd seq" OWNED BY {quoted(name)}.id'] * dice.some(),
        *['GRANT USAGE ON SEQUENCE "Odd seq" TO anon'] * dice.some(),
        *["COMMENT ON SEQUENCE \"Odd seq\" IS 'it''s'"] * dice.seldom(),
    ]


READERS: tuple[Object, ...] = (
    over_materialized,
    materialized_over,
    union,
    grouped,
    checked,
    of_a_row,
    as_table,
    sequence,
)
