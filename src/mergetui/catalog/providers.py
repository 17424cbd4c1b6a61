"""Which extension has what a refused statement names.

For sources that use an extension and never make it, since it was switched on in a dashboard or by
hand. Only names that hardly anything else has; a wrong guess would put an extension into the merge.
"""

from __future__ import annotations

import re

_TYPES = {
    **dict.fromkeys(("geometry", "geography", "box2d", "box3d", "geometry_dump"), "postgis"),
    **dict.fromkeys(("ltree", "lquery", "ltxtquery"), "ltree"),
    **dict.fromkeys(("vector", "halfvec", "sparsevec"), "vector"),
    **{name: name for name in ("citext", "cube", "hstore")},
    "earth": "earthdistance",
}
_FUNCTIONS = (
    (r"st_\w+|geometrytype|addgeometrycolumn", "postgis"),
    (r"uuid_generate_v\w+|uuid_ns_\w+", "uuid-ossp"),
    (r"gen_salt|gen_random_bytes|pgp_sym_\w+|pgp_pub_\w+", "pgcrypto"),
    (r"similarity|word_similarity|strict_word_similarity|show_trgm", "pg_trgm"),
    (r"unaccent", "unaccent"),
    (r"levenshtein\w*|soundex|dmetaphone\w*|metaphone", "fuzzystrmatch"),
    (r"crosstab\d?|connectby", "tablefunc"),
    (r"ll_to_earth|earth_distance|earth_box", "earthdistance"),
    (r"cube_\w+", "cube"),
    (r"text2ltree|ltree2text|nlevel|subpath", "ltree"),
    (r"hstore|hstore_to_json\w*", "hstore"),
    (r"moddatetime", "moddatetime"),
)
_CLASSES = (
    (r"(gin|gist)_trgm_ops", "pg_trgm"),
    (r"(gin|gist)__int(big)?_ops", "intarray"),
    (r"(gist|spgist|brin)_(geometry|geography)_\w+", "postgis"),
    (r"(vector|halfvec|sparsevec)_\w+_ops", "vector"),
)
_PLAIN = (
    "smallint|integer|bigint|numeric|real|double precision|text|character varying|character|uuid"
    "|boolean|date|timestamp with(out)? time zone|time with(out)? time zone|interval|money"
)
_SAID = (
    (r'type "(?:(?P<schema>\w+)\.)?(?P<name>\w+)(?:\[\])*" does not exist', tuple(_TYPES.items())),
    (r"function (?:(?P<schema>\w+)\.)?(?P<name>\w+)\(.*\) does not exist", _FUNCTIONS),
    (r'operator class "(?:(?P<schema>\w+)\.)?(?P<name>\w+)" does not exist.*', _CLASSES),
    (
        r"(?P<schema>(?!))?data type (?P<name>.+) has no default operator class for access method"
        r' "gist"',
        ((_PLAIN, "btree_gist"),),
    ),
    (
        r"(?P<schema>(?!))?data type (?P<name>.+) has no default operator class for access method"
        r' "gin"',
        ((_PLAIN, "btree_gin"),),
    ),
    (
        r'text search dictionary "(?:(?P<schema>\w+)\.)?(?P<name>\w+)" does not exist',
        (("unaccent", "unaccent"),),
    ),
)


def provider(message: str) -> tuple[str, str | None] | None:
    """The extension that has what PostgreSQL says is not there, and the schema in which it is
    looked for, where that is written."""
    for said, names in _SAID:
        if match := re.fullmatch(said, message, re.DOTALL):
            for name, extension in names:
                if re.fullmatch(name, match["name"]):
                    return extension, match["schema"]
    return None
