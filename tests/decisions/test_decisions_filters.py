"""``schemas`` and ``exclude`` of [sources]: read, written in one form, and refused where wrong."""

from __future__ import annotations

import pytest

from mergetui.decisions.file import fmt, read
from mergetui.errors import InputError, Place

HEAD = 'format = 1\n\n[sources]\nremote = "a.sql"\nlocal = "b.sql"\n'
DEFAULTS = '\n[defaults]\nprefer = "remote"\n'
HERE = Place("decisions.toml")

LONG = [f"a_rather_long_schema_{n}" for n in range(4)]
CASES = {
    "short": ('schemas = ["public", "sales"]\n', 'schemas = ["public", "sales"]\n'),
    "other spelling": (
        "exclude=[ # temporary\n 'tmp_*','audit.*' ]\n",
        '# temporary\nexclude = ["tmp_*", "audit.*"]\n',
    ),
    "long": (
        f"schemas = {LONG!r}\n",
        "schemas = [\n" + "".join(f'    "{name}",\n' for name in LONG) + "]\n",
    ),
    "none": ("schemas = []\n", ""),
}
WRONG = {
    "no list": ('schemas = "sales"\n', '6: schemas = "sales" is not a list of texts'),
    "numbers": ("exclude = [1]\n", "6: exclude = [...] is not a list of texts"),
    "empty": ('exclude = [""]\n', "6: exclude = [...] is not a list of texts"),
    "unknown": ('excluded = ["a"]\n', "6: excluded is no key of [sources]. Did you mean exclude?"),
}


@pytest.mark.parametrize(("written", "canonical"), CASES.values(), ids=CASES)
def test_canonical_form(written: str, canonical: str) -> None:
    assert fmt(HEAD + written + DEFAULTS).partition("\n")[2].lstrip() == (
        HEAD.lstrip() + canonical + DEFAULTS
    )


def test_read() -> None:
    sources = read(HEAD + 'schemas = ["sales"]\nexclude = ["a*", "b"]\n', HERE).sources
    assert (sources.schemas, sources.exclude) == (("sales",), ("a*", "b"))
    assert read(HEAD, HERE).sources.exclude == ()


@pytest.mark.parametrize(("written", "said"), WRONG.values(), ids=WRONG)
def test_wrong(written: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(HEAD + written, HERE)
    assert str(error.value).startswith(f"decisions.toml:{said}")
