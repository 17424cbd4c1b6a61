r"""psql's variables, as psql itself has them."""

from __future__ import annotations

import subprocess

import pytest

from mergetui.catalog.psql import follow, interpolated
from mergetui.catalog.server import Server

SETS = (
    *(r"\set x sales", r"\set x 'it''s \'so\' \''", r"\set x a b 'c d' e", r"\set x", r"\set x "),
    *(r"\set x :y", r"\set x :y.z", r"\set x :'y' :none", r'\set x "me" :"y"', r"\set x a:b::c"),
    *(r"\set x 'a\nb\tc'", r"\set x 'a'b", r"\set x :y:y", r"\unset x", r"\set x Ünïcödé"),
)
TEXTS = (
    *("SELECT :x, :'x', :\"x\", ':x', \":x\"", "SELECT $$:x$$, $a$ :x $a$, E'\\':x'", "a::x :x::x"),
    *(
        "/* :x */ :x -- :x\n:x",
        "f(a:=:x)",
        "[1:x]",
        "s.:x",
        ":none :'none'",
        "1:x",
        "/* /* */ :x */",
    ),
    *("x:x", "'a' ':x' :x", ":", "::", ": x", "e':x' :x", "U&':x'"),
)


def test_values_and_uses_are_psqls(server: Server) -> None:
    """Each value in each text, as psql would send it."""
    if server.admin.url is not None:
        pytest.skip("the embedded server's socket is needed")
    script, expected = [], []
    for line in SETS:
        variables: dict[str, str] = {}
        script.append("\\unset x\n\\set y other")
        assert follow(r"\set y other", variables)
        script.append(line)
        assert follow(line, variables), line
        for text in TEXTS:
            # psql shows in \p what it has read so far, with the values put in; \r forgets it
            script.append(f"{text}\n\\p\n\\echo ====\n\\r")
            expected.append(interpolated(text, variables))
    done = subprocess.run(
        [server.bin_path / "psql", "-XqAt", "-h", server.admin.host, "-U", "postgres", "postgres"],
        input="\n".join(script) + "\n", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split("====\n")[:-1] == [f"{text}\n" for text in expected]


@pytest.mark.parametrize(
    "line",
    [r"\set x `date`", r"\set x '\101'", r"\set x 'open", r"\gset x", r"\set a-b 1", r"\if :x"],
)
def test_what_is_no_constant_is_not_followed(line: str) -> None:
    variables = {"x": "before"}
    assert not follow(line, variables)
    assert variables == {"x": "before"}
