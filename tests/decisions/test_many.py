"""A frozen mapping that shares what did not change with the one it was made from."""

from __future__ import annotations

import pytest

from mergetui.decisions.many import Many

HUNDREDS = {f"t{n:03}": n for n in range(500)}


@pytest.mark.parametrize(
    "changes",
    [{}, {"t000": -1}, {"t127": -1, "t128": -2, "t499": -3}, {"t2505": 0}, {"a": 1, "t001": 2}],
    ids=["nothing", "one", "on three pages", "a new one", "a new one and one"],
)
def test_what_is_put_in_is_there_and_all_else_is_as_it_was(changes: dict[str, int]) -> None:
    before = Many(HUNDREDS)
    after = before.put(changes)
    assert before == HUNDREDS
    assert after == {**HUNDREDS, **changes}
    assert [*after] == sorted({**HUNDREDS, **changes})
    assert [*after.items()] == [(k, after[k]) for k in after]
    assert [*after.values()] == [after[k] for k in after]
    assert len(after) == len({**HUNDREDS, **changes})
    assert before.differing(after) == after.differing(before) == {*changes}


def test_what_is_equal_and_another_object_differs() -> None:
    before: Many[tuple[int, ...]] = Many({"a": (1,), "b": (2,)})
    same, other = before["a"], tuple([1])
    assert before.differing(before.put({"a": same})) == set()
    assert before.differing(before.put({"a": other})) == {"a"}


def test_what_is_not_there_is_not_found() -> None:
    many = Many(HUNDREDS)
    assert "x" not in many
    assert many.get("x") is None
    with pytest.raises(KeyError):
        many["x"]
