"""mergetui as a person or a script calls it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def mergetui(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mergetui", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )


def facts(folder: Path, *arguments: str, code: int = 0) -> Any:
    """What a command prints with ``--json``."""
    done = mergetui(folder, *arguments, "--json")
    assert done.returncode == code, done.stderr + done.stdout[-2000:]
    return json.loads(done.stdout)
