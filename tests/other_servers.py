"""Servers of other versions, as a user may have them: 16 from the wheel, 15 from Debian, and those
whose folders of programs (of ``postgres`` and ``initdb``) MERGETUI_TEST_SERVERS names, with what
separates paths between them."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from mergetui.catalog import embedded

DEBIAN = Path("/usr/lib/postgresql")
PATIENCE = 60.0
SETTINGS = {"listen_addresses": "", "fsync": "off", "autovacuum": "off", "port": "5432"}


def _named() -> Mapping[int, Path]:
    """Folders of programs by major version."""
    found = {}
    for folder in filter(None, os.environ.get("MERGETUI_TEST_SERVERS", "").split(os.pathsep)):
        said = subprocess.check_output([f"{folder}/postgres", "--version"], text=True)
        found[int(re.findall(r"\d+", said)[0])] = Path(folder)
    return found


NAMED = _named()
OTHER = tuple(sorted({16, 15, *NAMED}, reverse=True))


@contextmanager
def running(
    version: int,
    more: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    *,
    contrib: bool = True,
) -> Iterator[str]:
    """The URL of a superuser of a server that listens on a socket; skips where there is none.

    ``more`` are settings, ``files`` go into its data folder by name. Without ``contrib`` that of
    the wheel has the extensions of the wheel alone.
    """
    if sys.platform == "win32":
        pytest.skip("the other servers of these tests listen on local sockets")
    folder = Path(tempfile.mkdtemp(prefix="mergetui-test-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        if version in NAMED:
            programs = NAMED[version]
        else:
            programs = _from_the_wheel(folder, contrib) if version == 16 else _from_debian(version)
        with _started(programs, folder, {**SETTINGS, **(more or {})}, files or {}):
            host = quote(str(folder / "data"), safe="")
            port = (more or SETTINGS).get("port", SETTINGS["port"])
            yield f"postgresql://postgres@/postgres?host={host}&port={port}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Others:
    """One server a version for as long as the tests run, started when it is first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.urls: dict[int, str] = {}

    def __getitem__(self, version: int) -> str:
        """The URL of its superuser. Skips where there is no such server."""
        if version not in self.urls:
            self.urls[version] = self.stack.enter_context(running(version))
        return self.urls[version]

    @contextmanager
    def database(self, version: int) -> Iterator[str]:
        """The URL of the superuser in a database of its own."""
        import asyncpg  # noqa: PLC0415

        name = f"test_{secrets.token_hex(4)}"

        async def run(sql: str) -> None:
            connection = await asyncpg.connect(self[version])
            await connection.execute(sql)
            await connection.close()

        asyncio.run(run(f"CREATE DATABASE {name}"))
        try:
            yield self[version].replace("/postgres?", f"/{name}?")
        finally:
            asyncio.run(run(f"DROP DATABASE {name}"))


def _from_debian(version: int) -> Path:
    programs = DEBIAN / str(version) / "bin"
    if not (programs / "postgres").exists():
        pytest.skip(f"PostgreSQL {version} is not installed in {programs}")
    return programs


def _from_the_wheel(folder: Path, contrib: bool) -> Path:
    """The wheel's server beside our stand-ins for the extensions that it lacks, which a server
    before 18 finds nowhere but in its own folder."""
    inside = Path(embedded._pgserver().utils.POSTGRES_VERSIONS[16]).parent
    package = inside.parent
    libraries = package.with_name(f"{package.name}.libs")
    (folder / libraries.name).symlink_to(libraries)  # where its programs look for them
    copy = folder / package.name / inside.name
    shutil.copytree(inside, copy, symlinks=True)
    if contrib:
        extensions = copy / "share" / "postgresql" / "extension"
        shutil.copytree(embedded.HERE / "extensions" / "extension", extensions, dirs_exist_ok=True)
    return copy / "bin"


@contextmanager
def _started(
    programs: Path, folder: Path, settings: Mapping[str, str], files: Mapping[str, bytes]
) -> Iterator[None]:
    data = folder / "data"
    data.mkdir(mode=0o700)
    user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL does not run as root
    if user:
        shutil.chown(data, user)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C"}
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"],
        user=user, env=environment, check=True, capture_output=True, cwd="/tmp",
    )  # fmt: skip
    for name, content in files.items():
        (data / name).touch(0o600)
        (data / name).write_bytes(content)
        if user:
            shutil.chown(data / name, user)
    options = [f"-c{name}={value}" for name, value in settings.items()]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, f"-cunix_socket_directories={data}", *options],
            user=user, env=environment, stdout=log, stderr=log, cwd="/tmp",
        )  # fmt: skip
    try:
        _wait_for(server, data / "postmaster.pid", folder / "log")
        yield
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: sessions are not waited for
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()
        server.wait()


@contextmanager
def pooled(url: str) -> Iterator[str]:
    """The URL of a PgBouncer before the server at ``url`` (a socket's folder), in transaction mode:
    each transaction may get another session, and no prepared statement is known to the next."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if program is None:
        pytest.skip("pgbouncer is not installed")
    folder = Path(tempfile.mkdtemp(prefix="mergetui-pool-", dir="/tmp"))
    user = "nobody" if os.geteuid() == 0 else None
    host = dict(parse_qsl(urlsplit(url).query))["host"]
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={host} user=postgres\n"
        f"[pgbouncer]\nlisten_port = 6543\nunix_socket_dir = {folder}\nauth_type = any\n"
        "pool_mode = transaction\ndefault_pool_size = 1\nlisten_addr =\n"
    )
    if user:
        shutil.chown(folder, user)
    with (folder / "log").open("wb") as log:
        pooler = subprocess.Popen(
            [program, folder / "pgbouncer.ini"], user=user, stdout=log, stderr=log
        )
    try:
        end = time.monotonic() + PATIENCE
        while not (folder / ".s.PGSQL.6543").exists():
            assert time.monotonic() < end and pooler.poll() is None, (folder / "log").read_text()
            time.sleep(0.02)
        where = quote(str(folder), safe="")
        yield f"postgresql://postgres@/postgres?host={where}&port=6543"
    finally:
        pooler.terminate()
        pooler.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: subprocess.Popen[bytes], status: Path, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError):
            lines = status.read_text().splitlines()
            if len(lines) > 7 and lines[7].strip() == "ready":
                return
        time.sleep(0.02)
    raise AssertionError(f"the server did not start: {log.read_text()}")
