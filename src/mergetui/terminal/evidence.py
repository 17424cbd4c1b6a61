"""What speaks for one choice or another: rows, who references the table, faults, what the plan
said, when the block last changed in git; nulls and duplicates of its columns where the remote
is a live database.

Pages are pure. What is asked of git or of the database runs on a thread of its own, one question
at a time, and is given up when the page is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mergetui.catalog.model import Table
from mergetui.catalog.names import quote_ident
from mergetui.catalog.source import is_url
from mergetui.decisions.file import DecisionsFile
from mergetui.errors import InputError
from mergetui.terminal.lines import wrap
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.pages import Page
from mergetui.terminal.session import Session
from mergetui.triage.entries import Entry
from mergetui.triage.referents import two_referents

_ASKING = "counting on the remote, which may take a while; esc gives it up"
_SECONDS = 30  # that a question to the database may take


@dataclass(frozen=True, slots=True)
class Found:
    """What git and the database answered so far; None while they are asked."""

    git: str | None = None
    rows: Sequence[str] | None = None


def evidence_page(session: Session, entry: Entry, found: Found, width: int, glyphs: Glyphs) -> Page:
    """All that is known, and what is still being asked."""
    page: Page = []

    def section(title: str, lines: Sequence[str], keys: Mapping[str, str] | None = None) -> None:
        page.append(([(f" {title}", "strong")], None))
        for line in lines:
            leads = (keys or {}).get(line)
            for number, text in enumerate(wrap(glyphs.clean(line), max(width - 8, 20))):
                page.append(([(f"   {'  ' if number else ''}{text}", "plain")], leads))
        page.append(([("", "plain")], None))

    decision = entry.decision
    section("Why", [decision.reason or "no reason is written down; ; writes one"])
    section("The block in decisions.toml", [found.git or "asking git"])
    if entry.section != "tables":
        return page
    rows = "not known" if entry.rows is None else f"about {entry.rows:,}, as the remote estimates"
    section("Rows on the remote", [rows])
    truth = session.triage.decisions.defaults.source_of_truth
    if pointing := two_referents(session.sides, entry):
        section("Points at two tables", [t.text(session.sides, truth) for t in pointing])
    for side, tables in session.sides.referenced_by.items():
        by = tables.get(entry.key, ())
        section(f"Referenced on the {side} by {len(by) or 'none'}", by, {key: key for key in by})
    faults = session.sides.faults.get(entry.key, ())
    section(
        f"Faults of its sources: {len(faults) or 'none'}",
        [f"{side}, {f.place}: {f.message} [{f.outcome}] {f.hint or ''}" for side, f in faults],
    )
    section("Nulls and duplicates", found.rows if found.rows is not None else [_ASKING])
    return page


def block_lines(file: DecisionsFile, entry: Entry) -> tuple[int, int]:
    """The first line of a table's block and its last one, counted from 1; (0, 0) without one."""
    first = file.lines.place(entry.section, entry.block).line
    text = file.text.splitlines()
    if first < 1:
        return 0, 0
    inner = f"{text[first - 1].removesuffix(']')}."  # [tables.X] and then [tables.X.columns]
    last = first
    while last < len(text) and (not text[last].startswith("[") or text[last].startswith(inner)):
        last += 1
    while not text[last - 1].strip():
        last -= 1
    return first, last


async def last_change(decisions: Path, first: int, last: int) -> str:
    """When lines of decisions.toml changed last, as git knows it, in a sentence. A cancelled task
    ends git too."""
    if first < 1:
        return "the table has no block"
    command = ["git", "log", "-1", "--no-patch", "--format=%h  %ad  %an  %s", "--date=short"]
    try:
        git = await asyncio.create_subprocess_exec(
            *command,
            f"-L{first},{last}:{decisions.name}",
            cwd=decisions.resolve().parent,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except FileNotFoundError:
        return "git is not installed"
    except OSError as error:
        return f"git gave no answer: {error}"
    try:
        out, err = await asyncio.wait_for(git.communicate(), _SECONDS)
    except TimeoutError:
        return f"git gave no answer in {_SECONDS} seconds"
    finally:
        if git.returncode is None:
            git.kill()
            await git.wait()
    if git.returncode != 0:
        why = err.decode(errors="replace").strip().splitlines()
        return f"not known to git: {why[-1].removeprefix('fatal: ') if why else 'no repository'}"
    text = out.decode(errors="replace").strip()
    return f"last changed by {text}" if text else "not committed yet"


def live_url(source: str, environ: Mapping[str, str]) -> str | None:
    """The URL of the remote, if it is a live database that can be asked."""
    if source.startswith("env:"):
        value = environ.get(source.removeprefix("env:"), "").strip()
        return value if is_url(value) else None
    return source if is_url(source) else None


def counting_sql(table: Table) -> str:
    """One query: how many rows, and for each column its nulls and its distinct values."""
    counted = ["count(*)"]
    for column in table.columns:
        name = quote_ident(column.name)
        counted += [f"count(*) - count({name})", f"count(DISTINCT {name}::text)"]
    return f"SELECT {', '.join(counted)} FROM {table.name.sql}"


def counted_lines(table: Table, row: Sequence[int]) -> list[str]:
    """The answer to ``counting_sql`` in words."""
    total, *pairs = row
    lines = [f"{total:,} rows"]
    for column, nulls, distinct in zip(table.columns, pairs[::2], pairs[1::2], strict=True):
        told = f"{nulls:,} null" if nulls else "no nulls"
        doubled = total - nulls - distinct
        again = f"{doubled:,} duplicates" if doubled else "no duplicates"
        lines.append(f"{column.name}: {told}, {distinct:,} distinct, {again}")
    return lines


async def ask_remote(url: str, source: str, known: Table, decisions: Path) -> list[str]:
    """Count on the remote, in a read-only transaction, what a table is by now. A cancelled task
    cancels the query too. Raises InputError where the remote cannot be asked."""
    import asyncpg  # noqa: PLC0415

    from mergetui.catalog.live import connect_live  # noqa: PLC0415
    from mergetui.merge.standing import by_now, read_step  # noqa: PLC0415

    table = by_now(await asyncio.to_thread(read_step, decisions), known)
    if table is None:
        return ["the part of the merge that has run has dropped the table"]
    connection = await connect_live(url, source)
    try:
        async with connection.transaction(readonly=True, isolation="repeatable_read"):
            await connection.execute(f"SET LOCAL statement_timeout = '{_SECONDS}s'")
            await connection.execute("SET LOCAL search_path = ''")
            return counted_lines(table, [*await connection.fetchrow(counting_sql(table))])
    except asyncpg.QueryCanceledError:
        why = f"it took longer than {_SECONDS} seconds, or was cancelled there"
        raise InputError(f"the remote has not counted: {why}") from None
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError) as error:
        why = f"{error.args[0]}. It has changed since it was read; mergetui refresh remote"
        raise InputError(f"the remote cannot count: {why}") from None
    except asyncpg.PostgresError as error:
        raise InputError(f"the remote cannot count: {error.args[0]}") from None
    except (asyncpg.InterfaceError, OSError):
        raise InputError("the remote went away while it counted") from None
    finally:
        await connection.close(timeout=5)
