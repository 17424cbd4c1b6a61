"""What else a table may have, a statement or two each: rules, statistics objects, places in
publications, storage, constraints and indexes of seldom kinds, policies for some roles ...
"""

from __future__ import annotations

from collections.abc import Callable

from generated_side import Dice, Side, literal, quoted

Extra = Callable[[Dice, Side, str], list[str]]

_COUNTED = ("integer", "bigint", "smallint")
_WORDS = ("text", "varchar", "varchar(20)")


def _own(side: Side, name: str) -> list[str]:
    """The columns that every kind of index and statistics takes."""
    kinds = side.tables[name]
    return [c for c in sorted(kinds) if c not in ("id", "g") and kinds[c] != "tsrange"]


def rule(dice: Dice, side: Side, name: str) -> list[str]:
    at = quoted(name)
    said = dice.one(
        (
            f"ON DELETE TO {at} DO ALSO NOTIFY gone",
            f"ON DELETE TO {at} WHERE OLD.id IS NULL DO INSTEAD NOTHING",
            f"ON UPDATE TO {at} WHERE OLD.id IS DISTINCT FROM NEW.id DO INSTEAD NOTHING",
            f"ON DELETE TO {at} DO ALSO DELETE FROM {at} x WHERE x.id = OLD.id AND x.id IS NULL",
        )
    )
    off = [f'ALTER TABLE {at} DISABLE RULE "a rule"'] * dice.seldom()
    return [f'CREATE RULE "a rule" AS {said}', *off]


def statistics(dice: Dice, side: Side, name: str) -> list[str]:
    own = _own(side, name)
    if not own:
        return []
    called = quoted(f"{name[:40]} st")
    kinds = dice.one(("", " (ndistinct)", " (dependencies, mcv)"))
    made = f"CREATE STATISTICS {called}{kinds} ON id, {quoted(dice.one(own))} FROM {quoted(name)}"
    return [made, *[f"ALTER STATISTICS {called} SET STATISTICS 50"] * dice.seldom()]


def storage(dice: Dice, side: Side, name: str) -> list[str]:
    at = f"ALTER TABLE {quoted(name)}"
    own = [c for c, kind in side.tables[name].items() if kind in (*_WORDS, "jsonb", "text[]")]
    found = [f"{at} ALTER id SET STATISTICS 50", f"{at} ALTER id SET (n_distinct = 5)"]
    if name not in side.split:
        found += [f"{at} SET (fillfactor = 70)", f"{at} SET (toast.autovacuum_enabled = off)"]
    for column in map(quoted, own):
        found += [f"{at} ALTER {column} SET STORAGE EXTERNAL"]
        found += [f"{at} ALTER {column} SET COMPRESSION pglz"]
    return dice.several(found, 1, 2)


def replica_identity(dice: Dice, side: Side, name: str) -> list[str]:
    at = f"ALTER TABLE {quoted(name)} REPLICA IDENTITY"
    if name in side.split or dice.some():
        return [f"{at} {dice.one(('FULL', 'NOTHING'))}"]
    index = quoted(f"{name[:40]} ri")
    columns = "id, part" if name in side.composite else "id"
    made = f"CREATE UNIQUE INDEX {index} ON {quoted(name)} ({columns})"
    cluster = [f"ALTER TABLE {quoted(name)} CLUSTER ON {index}"] * dice.some()
    return [made, f"{at} USING INDEX {index}", *cluster]


def trigger(dice: Dice, side: Side, name: str) -> list[str]:
    at = quoted(name)
    said = dice.one(
        (
            f"TRIGGER noted AFTER DELETE ON {at} FOR EACH STATEMENT",
            f"TRIGGER noted AFTER UPDATE OF id ON {at} FOR EACH ROW",
            f"CONSTRAINT TRIGGER noted AFTER DELETE ON {at} DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW",
            f"TRIGGER noted AFTER INSERT ON {at} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT",
            f"TRIGGER noted AFTER TRUNCATE ON {at} FOR EACH STATEMENT",
        )
    )
    state = dice.one(("", "DISABLE", "ENABLE ALWAYS"))
    return [
        f"CREATE {said} EXECUTE FUNCTION touch({literal(dice.one(('', 'a, b')))})",
        *[f"ALTER TABLE {at} {state} TRIGGER noted"] * bool(state),
        *[f"COMMENT ON TRIGGER noted ON {at} IS 'it''s'"] * dice.seldom(),
    ]


def policy(dice: Dice, side: Side, name: str) -> list[str]:
    command = dice.one(("UPDATE", "DELETE", "ALL"))
    check = " WITH CHECK (allowed())" * (command != "DELETE" and dice.some())
    role = dice.one(("anon, authenticated", "service_role"))
    return [
        f'CREATE POLICY "may; change" ON {quoted(name)} FOR {command} TO {role}'
        f" USING (id IS NOT NULL){check}"
    ]


def grants(dice: Dice, side: Side, name: str) -> list[str]:
    at = quoted(name)
    column = quoted(dice.one(sorted(side.tables[name])))
    return dice.several(
        [
            f"GRANT INSERT, DELETE ON {at} TO authenticated WITH GRANT OPTION",
            f"GRANT ALL ON {at} TO service_role",
            f"GRANT TRUNCATE, TRIGGER, REFERENCES ON {at} TO anon",
            f"GRANT REFERENCES ({column}), INSERT ({column}) ON {at} TO anon, service_role",
            f"GRANT SELECT ON {at} TO PUBLIC",
        ],
        1,
        3,
    )


def index(dice: Dice, side: Side, name: str) -> list[str]:
    kinds, own = side.tables[name], _own(side, name)
    bodies = ["USING hash (id)", "(id DESC NULLS LAST)"]
    for column in own:
        at, kind = quoted(column), kinds[column]
        bodies += [f"(id) INCLUDE ({at})", f"({at} DESC NULLS LAST, id)"]
        bodies += [f"USING gin ({at})"] * (kind in ("jsonb", "text[]"))
        bodies += [f"({at} text_pattern_ops)"] * (kind == "text")
        bodies += [f'({at} COLLATE "C") WITH (fillfactor = 80)'] * (kind in _WORDS)
        bodies += [f"((CASE WHEN {at} IS NULL THEN 0 ELSE 1 END), id)"]
    if "twice(integer)" in side.functions and "n" in kinds:
        bodies.append("(twice(n::integer))")
    called = quoted(f'{name[:40]} "ix"')
    made = f"CREATE INDEX {called} ON {quoted(name)} {dice.one(bodies)}"
    return [made, *[f"COMMENT ON INDEX {called} IS 'it''s'"] * dice.seldom()]


def check(dice: Dice, side: Side, name: str) -> list[str]:
    kinds = side.tables[name]
    conditions = ["id IS NOT NULL"]
    conditions += ["n IS NULL OR n < 1000000"] * ("n" in kinds)
    conditions += ["s IS NULL OR length(s::text) < 1000000"] * ("s" in kinds)
    ends = ["", " NOT VALID", " NOT ENFORCED"]
    ends += [" NO INHERIT"] * (name not in side.split)
    called = "odd; --"
    at = quoted(name)
    made = f"ALTER TABLE {at} ADD CONSTRAINT {quoted(called)} CHECK ({dice.one(conditions)})"
    comment = f"COMMENT ON CONSTRAINT {quoted(called)} ON {at} IS 'it''s'"
    return [made + dice.one(ends), *[comment] * dice.seldom()]


def key(dice: Dice, side: Side, name: str) -> list[str]:
    own = [c for c in _own(side, name) if c != "part"]
    if name in side.split or not own:
        return []
    column = quoted(dice.one(own))
    # with the key before it, so that rows of both sides can be in it
    first = "id, part" if name in side.composite else "id"
    said = dice.one(
        (
            f"UNIQUE ({first}, {column}) DEFERRABLE INITIALLY DEFERRED",
            f"UNIQUE NULLS NOT DISTINCT ({first}, {column})",
            f"UNIQUE ({first}) INCLUDE ({column})",
            f"UNIQUE ({column}, {first}) DEFERRABLE",
        )
    )
    return [f"ALTER TABLE {quoted(name)} ADD CONSTRAINT {quoted(f'{name[:40]} uq')} {said}"]


def unlogged(dice: Dice, side: Side, name: str) -> list[str]:
    """Of a table that no other points at, and that is in no publication."""
    if name in side.published:
        return []
    if name in side.split or name in side.partitions.values() or name in side.references.values():
        return []
    side.unlogged.add(name)
    return [f"ALTER TABLE {quoted(name)} SET UNLOGGED"]


def published(dice: Dice, side: Side, name: str) -> list[str]:
    if name in side.unlogged:
        return []
    side.published.add(name)
    if "publication changes" in side.others:
        return [f"ALTER PUBLICATION changes ADD TABLE {quoted(name)}"]
    what = dice.one(("", " WITH (publish = 'insert')"))
    side.others["publication changes"] = what
    rest = "" if not what else dice.one(("", " (id)", " WHERE (id IS NOT NULL)"))
    if name in side.split:
        rest = rest.replace(" WHERE (id IS NOT NULL)", "")
    if rest == " (id)" and name in side.composite:
        rest = " (id, part)"
    return [f"CREATE PUBLICATION changes FOR TABLE {quoted(name)}{rest}{what}"]


def reference(dice: Dice, side: Side, name: str) -> list[str]:
    """A second foreign key over a column that has one, with other words."""
    columns = [(c, t) for (own, c), t in sorted(side.references.items()) if own == name]
    columns = [(c, t) for c, t in columns if t not in side.composite]
    if not columns:
        return []
    column, target = dice.one(columns)
    end = dice.one(
        (" ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED", " MATCH FULL", " ON DELETE RESTRICT")
    )
    end += dice.one(("", "", " NOT VALID", " NOT ENFORCED"))
    if name in side.split:
        end = end.replace(" NOT VALID", "").replace(" NOT ENFORCED", "")
    return [
        f"ALTER TABLE {quoted(name)} ADD CONSTRAINT {quoted(f'{name[:40]} fk')}"
        f" FOREIGN KEY ({quoted(column)}) REFERENCES {quoted(target)} (id){end}"
    ]


EXTRAS: tuple[Extra, ...] = (
    grants,
    index,
    check,
    policy,
    trigger,
    storage,
    statistics,
    rule,
    key,
    reference,
    replica_identity,
    unlogged,
    published,
)
