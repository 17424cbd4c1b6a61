"""How stories about made-up examples are run, and what is told of them when one fails.

``make test`` tries a sample, always the same, ``make test-all`` hundreds, and with
``MERGETUI_EXAMPLES=5000`` any number, others every time.
"""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

WISHED = os.environ.get("MERGETUI_EXAMPLES")

Story: TypeAlias = Callable[[Any], Coroutine[Any, Any, str]]
Tried: TypeAlias = Callable[[st.SearchStrategy[Any], int, Story], Counter[str]]


def numbers(sample: int, many: int) -> list[Any]:
    """How many examples are tried."""
    return [int(WISHED)] if WISHED else [sample, pytest.param(many, marks=pytest.mark.slow)]


def _shown(example: Any) -> str:
    return "\n".join(map(str, example)) if isinstance(example, tuple) else str(example)


@pytest.fixture
def tried(capsys: pytest.CaptureFixture[str]) -> Iterator[Tried]:
    """Runs a story for a number of examples, and says how they came out.

    The first example that fails is written to the terminal as it is, at once: to make it smaller
    takes minutes (hypothesis stops after five), since each attempt is a whole proof.
    """
    with asyncio.Runner() as runner:

        def tried(strategy: st.SearchStrategy[Any], number: int, story: Story) -> Counter[str]:
            outcomes: Counter[str] = Counter()

            @settings(
                max_examples=number,
                deadline=None,
                derandomize=not WISHED,
                database=None,
                phases=(Phase.generate, Phase.shrink),
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            )
            @given(strategy)
            def run(example: Any) -> None:
                note(_shown(example))
                try:
                    outcomes[runner.run(story(example))] += 1
                except Exception:
                    if not outcomes["failed"]:
                        with capsys.disabled():
                            print(
                                f"\nfailed after {outcomes.total()}, a smaller one is looked for:\n"
                                f"{_shown(example)}\n{traceback.format_exc(limit=-3)}",
                                file=sys.stderr,
                            )
                    outcomes["failed"] += 1
                    raise

            run()
            return outcomes

        yield tried
