"""What generated schemas are made of: names, and types, defaults, exclusions and partitions that go
with each other."""

from __future__ import annotations

LONG = "a table whose name is as long as one may be in these pairs"
TABLES = ("a", "b", "Mixed Case", "order", "e", 'Ünï "q"', LONG)
KEY_FAMILIES = (("uuid", "text"), ("integer", "bigint"), ("bigint",), ("uuid",), ("text",))
VALUES = ("new", "it's", "open", "done")

# column -> the types that it may have
COLUMNS: dict[str, tuple[str, ...]] = {
    "n": ("integer", "bigint", "numeric(8,2)", "smallint"),
    "s": ("text", "varchar(20)", "varchar"),
    "createdAt": ("timestamptz", "timestamp", "date"),
    "created_at": ("timestamptz", "date"),
    "tags": ("text[]", "jsonb", "text"),
    "mood": ("mood", "text", "mood[]"),
    "who": ("uuid", "text"),
    "select": ("boolean", "text"),
    "mail": ("mail", "text"),
    "place": ("place", "jsonb"),
    "qty": ("positive", "integer"),
    "during": ("tsrange", "text"),
    'odd "1" é': ("text", "varchar"),
}
DEFAULTS: dict[str, tuple[str, ...]] = {
    "integer": ("0", "7"),
    "bigint": ("0", "8"),
    "smallint": ("1",),
    "numeric(8,2)": ("0.5",),
    "text": ("'x'", "''"),
    "varchar(20)": ("'x'",),
    "varchar": ("'y'",),
    "timestamptz": ("now()",),
    "timestamp": ("now()",),
    "date": ("CURRENT_DATE", "'2026-01-01'"),
    "text[]": ("'{}'", "'{a,b}'"),
    "jsonb": ("'[]'", "'{}'"),
    "uuid": ("gen_random_uuid()",),
    "boolean": ("false", "true"),
}
KEY_DEFAULTS = {
    "uuid": "gen_random_uuid()",
    "text": "gen_random_uuid()::text",
}
COUNTED = ("integer", "bigint")

# (column, its type) -> an exclusion constraint
EXCLUDED = {
    ("n", "integer"): "btree (n WITH =)",
    ("during", "tsrange"): "gist (during WITH &&)",
    ("s", "text"): "btree (lower(s) WITH =) WHERE (s <> '')",
}
# how a table may be split, by its place in TABLES, so that both sides split it alike
SPLITS = ("HASH (id)", "LIST (part)", "RANGE (part)")
# the way it is split -> partitions that it may have
BOUNDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "HASH": (
        ("FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)"),
    ),
    "LIST": (("DEFAULT",), ("FOR VALUES IN (1, 2)", "DEFAULT"), ("FOR VALUES IN (1, 2, 3, 4)",)),
    "RANGE": (
        ("FOR VALUES FROM (MINVALUE) TO (2)", "FOR VALUES FROM (2) TO (MAXVALUE)"),
        ("FOR VALUES FROM (0) TO (100)",),
        ("FOR VALUES FROM (0) TO (2)", "DEFAULT"),
    ),
}
