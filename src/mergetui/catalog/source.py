"""Reads one side from wherever it is: a database, a folder of migrations, a file, a snapshot.

Invariant: nothing is written to a source, and the scratch server is started only for SQL text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from mergetui.catalog.model import Catalog
from mergetui.errors import InputError, Mistake, Place

if TYPE_CHECKING:
    from mergetui.catalog.server import Server

ServerFactory: TypeAlias = "Callable[[], AbstractAsyncContextManager[Server]]"
Progress: TypeAlias = Callable[[str, int, int], None]  # (what, done, of how many; 0: unknown)
Tell: TypeAlias = Callable[[str], None]

_SCHEMES = ("postgresql://", "postgres://")
_KINDS = "a database URL, env:NAME, a folder of migrations, a .sql file or a snapshot (.json)"
_SECRET = frozenset({"password", "sslpassword"})
_VARIABLE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.:-]*:/?/")
_CONNINFO = re.compile(
    r"(^|\s)(host|hostaddr|port|dbname|user|password|passfile|sslmode|service)\s*=", re.IGNORECASE
)
_WITHOUT_SCHEME = re.compile(r"^(//)?[^\s/@:]+:[^\s@]*@|\bpassword\s*=", re.IGNORECASE)
_WRITE_URL = (
    "Write it as postgresql://USER@HOST:PORT/DATABASE; with a password, put it into an environment"
    ' variable and write "env:NAME".'
)


def is_url(source: str) -> bool:
    return source.startswith(_SCHEMES)


def check_source(source: str) -> None:
    """Raise InputError where the source, as it is written down, holds a password or names a
    database in a form that is not read; such a text is not repeated, since it may hold one."""
    if source.startswith("env:"):
        if not _VARIABLE.fullmatch(source):
            raise InputError(
                "env: stands before the name of an environment variable, and this is no name."
                " Write env:NAME, with the database's URL in NAME."
            )
        return
    if not is_url(source):
        if _OTHER_SCHEME.match(source) and not Path(source).exists():
            raise InputError(f"this is no URL of a PostgreSQL database. {_WRITE_URL}")
        if _CONNINFO.search(source) or _WITHOUT_SCHEME.search(source):
            raise InputError(f"a database is named by a URL. {_WRITE_URL}")
        return
    try:
        parts = urlsplit(source)
        secret = parts.password is not None or any(
            key in _SECRET for key, _ in parse_qsl(parts.query, keep_blank_values=True)
        )
    except ValueError:
        secret = True  # not a URL that can be looked into, so nothing of it is kept
    if secret:
        raise InputError(
            "the URL holds a password, and secrets do not belong in a file under review."
            ' Put the URL into an environment variable and write "env:NAME".'
        )


async def read_source(
    source: str,
    *,
    base: Path,
    server: ServerFactory,
    progress: Progress | None = None,
    tell: Tell | None = None,
    cache: Path | None = None,
) -> Catalog:
    """Read a source as decisions.toml names it; relative paths start at ``base``. ``tell`` hears
    what a database's role could not see. In the folder ``cache`` is kept what was made of SQL
    text, and taken from there while the text is the same; the same server is up to the caller.

    Raises InputError for a source that is not there, cannot be reached or is no SQL.
    """
    report = progress or _quiet
    check_source(source)
    if source.startswith("env:"):
        return await _live(_from_environment(source), source, report, tell)
    if is_url(source):
        return await _live(source, source, report, tell)
    path = base / Path(source).expanduser()
    if path.is_dir() or (path.suffix == ".sql" and path.is_file()):
        from mergetui.catalog.cache import Kept  # noqa: PLC0415
        from mergetui.catalog.files import read_files  # noqa: PLC0415
        from mergetui.catalog.loader import load  # noqa: PLC0415

        files = read_files(path, source)
        report("looking whether it changed", 0, 0)
        kept = Kept.of(files, cache) if cache else None
        if kept and (catalog := kept.read()):
            return catalog
        report("starting the scratch server", 0, 0)
        async with server() as scratch:
            catalog = await load(files, scratch, report)
        if kept:
            kept.write(catalog)
        return catalog
    if path.suffix == ".json" and path.is_file():
        from mergetui.catalog.snapshot import loads  # noqa: PLC0415

        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(Mistake(f"cannot be read: {error}", Place(source))) from None
        return loads(text, Place(source))
    if path.exists():
        raise InputError(Mistake(f"a source is {_KINDS}; this is none of them.", Place(source)))
    raise InputError(
        Mistake(f"there is no such file or folder. A source is {_KINDS}.", Place(source))
    )


def _quiet(_what: str, _done: int, _total: int) -> None:
    pass


def _from_environment(source: str) -> str:
    name = source.removeprefix("env:")
    value = os.environ.get(name, "").strip()
    if not value:
        raise InputError(
            f"{source}: the environment variable {name} is not set."
            " It holds the database's URL: postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        )
    if not is_url(value):
        raise InputError(
            f"{source}: the environment variable {name} holds no database URL."
            " It starts with postgresql://"
        )
    return value


async def _live(url: str, source: str, report: Progress, tell: Tell | None) -> Catalog:
    import asyncpg  # noqa: PLC0415

    from mergetui.catalog.live import connect_live, shown, unseen  # noqa: PLC0415
    from mergetui.catalog.read import read_catalog  # noqa: PLC0415

    name = source if source.startswith("env:") else shown(url)
    report("connecting", 0, 0)
    connection = await connect_live(url, name)
    try:
        report("reading the catalog", 0, 0)
        catalog = await read_catalog(connection)
        if tell is not None:
            for sentence in await unseen(connection):
                tell(f"{name}: {sentence}")
        return catalog
    except asyncpg.InsufficientPrivilegeError as error:
        raise InputError(
            f"{name}: the role may not read all of the catalog: {error}."
            " Read with a role that has what PostgreSQL grants to everyone."
        ) from None
    except asyncpg.QueryCanceledError:
        raise InputError(
            f"{name}: reading the catalog took too long and was stopped."
            " Is another session holding locks on it?"
        ) from None
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        raise InputError(
            f"{name}: reading the catalog failed: {error or type(error).__name__}"
        ) from None
    finally:
        if not connection.is_closed():
            await connection.close(timeout=5)
