"""Small schemas at random, as hypothesis strategies that shrink.

Both sides draw from the same few names, so that tables, columns, types and views meet each other
with equal, similar and contradicting definitions. The keys of a table are of one family of types on
both sides: what no cast joins is for ``generated_contradictions``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generated_extras import EXTRAS
from generated_kinds import (
    BOUNDS,
    COLUMNS,
    COUNTED,
    DEFAULTS,
    EXCLUDED,
    KEY_DEFAULTS,
    KEY_FAMILIES,
    SPLITS,
    TABLES,
    VALUES,
)
from generated_objects import BESIDE, READERS
from generated_side import Dice, Side, literal, quoted


def families(dice: Dice) -> dict[str, tuple[str, ...]]:
    """The types that the key of each table may have."""
    return {name: dice.one(KEY_FAMILIES) for name in TABLES}


def side(dice: Dice, keys_of: Mapping[str, Sequence[str]]) -> Side:
    names = dice.several(TABLES, 1, 4)
    return _Schema(dice, {name: dice.one(keys_of[name]) for name in names}).made()


class _Schema:
    """One side while it is made; ``later`` are the statements that come after all tables."""

    def __init__(self, dice: Dice, keys: Mapping[str, str]) -> None:
        self.dice = dice
        self.keys = keys
        self.lines: list[str] = []
        self.later: list[str] = []
        self.side = Side()

    def made(self) -> Side:
        self._types()
        self._functions()
        self._sequences()
        for beside in self.dice.several(BESIDE, 0, 2):
            self.lines += beside(self.dice, self.side)
        for name in self.keys:
            self._table(name)
        for name in self.keys:
            self._references(name)
        for name in self.keys:
            self._attached(name)
            self._security(name)
            for extra in self.dice.several(EXTRAS, 0, 2):
                self.later += extra(self.dice, self.side, name)
        self._readers()
        for reader in self.dice.several(READERS, 0, 2):
            self.later += reader(self.dice, self.side)
        self.side.sql = ";\n".join([*self.lines, *self.later]) + ";\n"
        return self.side

    # What tables are made of

    def _types(self) -> None:
        dice, types = self.dice, self.side.types
        values = dice.shuffled(VALUES)[: dice.one((4, 4, 3, 1))]
        self.lines.append(f"CREATE TYPE mood AS ENUM ({', '.join(map(literal, values))})")
        types["mood"] = " | ".join(values)
        check = " CHECK (VALUE <> '-')" * dice.some()
        self.lines.append(f"CREATE DOMAIN mail AS text{check}")
        types["mail"] = check
        bound = dice.one(("0", "1"))
        self.lines.append(f"CREATE DOMAIN positive AS integer CHECK (VALUE > {bound})")
        types["positive"] = bound
        fields = dice.one(("x integer, y text", "x integer, y text", "y text, z date"))
        self.lines.append(f"CREATE TYPE place AS ({fields})")
        types["place"] = fields

    def _functions(self) -> None:
        """One for triggers, which stops who fires it, and one for checks and views."""
        dice, functions = self.dice, self.side.functions
        word = dice.one(("stop", "stop", "halt"))
        self.lines.append(
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
            f" 'BEGIN RAISE EXCEPTION ''{word}''; END'"
        )
        functions["touch()"] = word
        asked = dice.one(("true", "current_user <> 'nobody'"))
        self.lines.append(
            "CREATE FUNCTION allowed() RETURNS boolean LANGUAGE sql STABLE"
            f" AS {literal(f'SELECT {asked}')}"
        )
        functions["allowed()"] = asked
        if dice.seldom():
            self.later.append("COMMENT ON FUNCTION allowed() IS 'who may'")
        if dice.some():
            kind, argument = dice.one(COUNTED), dice.one(("x", "y"))
            self.lines.append(
                f"CREATE FUNCTION twice({argument} integer) RETURNS {kind} LANGUAGE sql IMMUTABLE"
                f" AS 'SELECT (2 * $1)::{kind}'"
            )
            functions["twice(integer)"] = kind + argument

    def _sequences(self) -> None:
        if self.dice.seldom():
            start = self.dice.one((1, 100))
            self.lines.append(f"CREATE SEQUENCE counter START {start}")
            self.side.sequences["counter"] = str(start)

    # Tables

    def _table(self, name: str) -> None:
        dice, side = self.dice, self.side
        kinds = {
            column: dice.one(COLUMNS[column]) for column in dice.several(sorted(COLUMNS), 0, 4)
        }
        partitioned = dice.rarely()
        self.side.split |= {name} if partitioned else set()
        split = SPLITS[TABLES.index(name) % len(SPLITS)] if partitioned else ""
        parts = [self._key(name, partitioned)]
        if "part" in split or (not partitioned and dice.rarely()):
            self.side.composite.add(name)
            parts = [parts[0].replace(" PRIMARY KEY", ""), "part integer", "PRIMARY KEY (id, part)"]
        parts += [self._column(c, kind, partitioned) for c, kind in kinds.items()]
        side.tables[name] = {"id": self.keys[name], **kinds}
        if name in self.side.composite:
            side.tables[name]["part"] = "integer"
        if "s" in kinds and dice.rarely():
            parts.append("low text GENERATED ALWAYS AS (lower(s)) STORED")
            side.tables[name]["low"] = "text"
        if "n" in kinds and dice.seldom():
            parts.append("g bigint GENERATED ALWAYS AS (n * 2) " + dice.one(("STORED", "VIRTUAL")))
            side.tables[name]["g"] = "bigint"
        parts += self._checks(name, kinds)
        if len(kinds) > 1 and dice.seldom() and not partitioned:
            two = dice.several([c for c in kinds if kinds[c] != "place"], 1, 2)
            parts += [f"UNIQUE ({', '.join(map(quoted, two))})"]
        if not partitioned and dice.seldom():
            parts += [f"EXCLUDE USING {e}" for c, e in EXCLUDED.items() if c in kinds.items()]
        by = f" PARTITION BY {split}" * partitioned
        self.lines.append(f"CREATE TABLE {quoted(name)} ({', '.join(parts)}){by}")
        if partitioned:
            for number, bound in enumerate(dice.one(BOUNDS[split.partition(" ")[0]])):
                part = quoted(f"{name} {number}")
                self.lines.append(f"CREATE TABLE {part} PARTITION OF {quoted(name)} {bound}")
                side.partitions[f"{name} {number}"] = name
        elif dice.rarely():
            kid = f"{name} kid"
            self.lines.append(f"CREATE TABLE {quoted(kid)} (extra text) INHERITS ({quoted(name)})")
            side.partitions[kid] = name

    def _key(self, name: str, partitioned: bool) -> str:
        dice, key = self.dice, self.keys[name]
        default = KEY_DEFAULTS.get(key)
        if key in COUNTED and dice.seldom():
            options = dice.one(("", "", " (START WITH 100 INCREMENT BY 5 CACHE 2)"))
            way = dice.one(("BY DEFAULT", "ALWAYS"))
            return f"id {key} GENERATED {way} AS IDENTITY{options} PRIMARY KEY"
        if key in COUNTED and dice.rarely() and not partitioned:
            self.side.sequences[f"{name}_id_seq"] = key
            return f"id {'big' * (key == 'bigint')}serial PRIMARY KEY"
        return f"id {key} PRIMARY KEY" + (f" DEFAULT {default}" if default and dice.some() else "")

    def _column(self, column: str, kind: str, partitioned: bool) -> str:
        dice = self.dice
        words = [quoted(column), kind]
        if kind in ("text", "varchar") and dice.rarely():
            words.append('COLLATE "C"')
        elif kind == "text" and "collation public.plain" in self.side.others and dice.some():
            words.append("COLLATE plain")
        choices = DEFAULTS.get(kind, ())
        if kind == "mood":
            choices = (literal(self.side.values[0]),)
        if kind in ("integer", "bigint") and self.side.sequences.get("counter"):
            choices = (*choices, "nextval('counter')")
        if choices and dice.some():
            words.append(f"DEFAULT {dice.one(choices)}")
        if dice.seldom():
            words.append("NOT NULL")
        if kind in (*COUNTED, "uuid") and dice.seldom() and not partitioned:
            words.append("UNIQUE")
        return " ".join(words)

    def _checks(self, name: str, kinds: Mapping[str, str]) -> list[str]:
        dice, found = self.dice, []
        if "n" in kinds and dice.some():
            calls = "twice(integer)" in self.side.functions and dice.some()
            if calls:
                self.side.calling.add(name)
            value = "twice(n::integer)" if calls else "n"
            found.append(f"CHECK ({value} > {dice.one(('-5', '-1'))})")
        if "s" in kinds and dice.seldom():
            found.append("CHECK (s <> 'never')")
        return found

    def _references(self, name: str) -> None:
        for target, key in self.keys.items():
            if not self.dice.seldom():
                continue
            column = f"{target}_ref"
            action = self.dice.one(("", " ON DELETE CASCADE", " ON DELETE SET NULL"))
            columns, added = quoted(column), f"ADD {quoted(column)} {key}"
            if target in self.side.composite:
                second = f"{target}_part"
                columns += f", {quoted(second)}"
                added += f", ADD {quoted(second)} integer"
                self.side.tables[name][second] = "integer"
            self.later.append(
                f"ALTER TABLE {quoted(name)} {added}, ADD FOREIGN KEY ({columns})"
                f" REFERENCES {quoted(target)}{action}"
            )
            self.side.tables[name][column] = key
            self.side.references[name, column] = target

    # What is attached to a table

    def _attached(self, name: str) -> None:
        dice, later, table = self.dice, self.later, quoted(name)
        kinds = self.side.tables[name]
        for column in sorted(kinds):
            if kinds[column] != "tsrange" and column not in ("id", "g") and dice.seldom():
                where = f" WHERE {quoted(column)} IS NOT NULL" * dice.some()
                later.append(f"CREATE INDEX ON {table} ({quoted(column)}){where}")
        if "s" in kinds and dice.seldom():
            later.append(f"CREATE INDEX ON {table} (lower(s), id)")
        if "n" in kinds and name not in self.side.split and dice.rarely():
            later.append(f"CREATE UNIQUE INDEX ON {table} (n, id) WHERE n > 0")
        if dice.some():
            event = dice.one(("INSERT OR UPDATE", "UPDATE", "UPDATE OF id"))
            when = " WHEN (OLD.id IS DISTINCT FROM NEW.id)" * (event != "INSERT OR UPDATE")
            later.append(
                f"CREATE TRIGGER touched BEFORE {event} ON {table}"
                f" FOR EACH ROW{when * dice.some()} EXECUTE FUNCTION touch()"
            )
        if dice.seldom():
            later.append(f"COMMENT ON TABLE {table} IS {literal(dice.one(VALUES))}")
        if dice.seldom():
            column = quoted(dice.one(sorted(kinds)))
            comment = literal(dice.one(VALUES))
            later.append(f"COMMENT ON COLUMN {table}.{column} IS {comment}")

    def _security(self, name: str) -> None:
        dice, later, table = self.dice, self.later, quoted(name)
        kinds = self.side.tables[name]
        if dice.some():
            later.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            later += [f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"] * dice.seldom()
        for policy in dice.several(("mine", "theirs"), 0, 2):
            condition = dice.one(self._conditions(name))
            command = dice.one(("SELECT", "ALL", "INSERT"))
            role = dice.one(("authenticated", "PUBLIC"))
            kind = " AS RESTRICTIVE" * dice.seldom()
            word = "WITH CHECK" if command == "INSERT" else "USING"
            later.append(
                f"CREATE POLICY {policy} ON {table}{kind} FOR {command} TO {role}"
                f" {word} ({condition})"
            )
            later += [f"COMMENT ON POLICY {policy} ON {table} IS 'it''s'"] * dice.rarely()
        if dice.seldom():
            later.append(f"GRANT SELECT ON {table} TO anon")
        if dice.seldom():
            granted = ", ".join(quoted(c) for c in kinds if dice.some()) or "id"
            later.append(f"GRANT SELECT ({granted}), UPDATE (id) ON {table} TO authenticated")

    def _conditions(self, name: str) -> list[str]:
        """What a policy may ask, plain things first."""
        kinds = self.side.tables[name]
        found = ["true", "allowed()"]
        if "who" in kinds:
            found.append("who = auth.uid()" + "::text" * (kinds["who"] == "text"))
        if kinds.get("mood") == "mood":
            found.append(f"mood <> {literal(self.side.values[-1])}")
        found += [
            f"EXISTS (SELECT FROM {quoted(target)} x WHERE x.id = {quoted(name)}.{quoted(column)})"
            for (owner, column), target in self.side.references.items()
            if owner == name and target < name  # so that no policy reads itself in the end
        ]
        return found

    # What reads tables

    def _readers(self) -> None:
        dice, side = self.dice, self.side
        if dice.some():
            name = dice.one(sorted(self.keys))
            kinds = side.tables[name]
            listed = ", ".join(["id", *(quoted(c) for c in sorted(kinds) if c != "id")])
            if "twice(integer)" in side.functions and "n" in kinds and dice.some():
                listed += ", twice(n::integer) AS doubled"
            options = " WITH (security_invoker = true)" * dice.some()
            self._view("v", f"VIEW v{options} AS SELECT {listed} FROM {quoted(name)}")
            self.later += ["GRANT SELECT ON v TO anon"] * dice.seldom()
            if dice.some():
                self._view("w", "VIEW w AS SELECT id FROM v")
        if dice.seldom():
            name = dice.one(sorted(self.keys))
            self._view(
                "m", f"MATERIALIZED VIEW m AS SELECT id, count(*) FROM {quoted(name)} GROUP BY id"
            )
            self.later += ["CREATE UNIQUE INDEX ON m (id)"] * dice.some()
        if side.references and dice.seldom():
            (name, column), target = dice.one(sorted(side.references.items()))
            self._view(
                "joined",
                f"VIEW joined AS SELECT x.id, y.id AS other FROM {quoted(name)} x"
                f" LEFT JOIN {quoted(target)} y ON y.id = x.{quoted(column)}",
            )
        if dice.seldom():
            name = dice.one(sorted(self.keys))
            self._function(
                "how_many()",
                f"FUNCTION how_many() RETURNS bigint LANGUAGE sql STABLE"
                f" AS 'SELECT count(id) FROM public.{quoted(name)}'",
            )
            if dice.some():
                self._view("counted", "VIEW counted AS SELECT how_many() AS n")
        if dice.seldom():
            name = dice.one(sorted(self.keys))
            self._function(
                "first()",
                f"FUNCTION first() RETURNS SETOF {quoted(name)} LANGUAGE plpgsql STABLE"
                f" AS 'BEGIN RETURN QUERY SELECT * FROM public.{quoted(name)} LIMIT 1; END'",
            )

    def _view(self, name: str, sql: str) -> None:
        self.later.append(f"CREATE {sql}")
        self.side.views[name] = sql

    def _function(self, signature: str, sql: str) -> None:
        self.later.append(f"CREATE {sql}")
        self.side.functions[signature] = sql
