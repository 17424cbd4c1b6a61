"""Live databases: how they are reached, what is asked of them, and what a role cannot see."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from urllib.parse import quote

import asyncpg
import pytest
from other_servers import pooled, running

from mergetui.catalog.live import arguments, for_libpq
from mergetui.catalog.model import Catalog
from mergetui.catalog.names import Name
from mergetui.catalog.server import Server, scratch_server
from mergetui.catalog.snapshot import catalog_fingerprint, fingerprint
from mergetui.catalog.source import check_source, read_source
from mergetui.errors import InputError
from mergetui.migration.views import create

PG = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSSLMODE", "PGSSLROOTCERT")


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*PG, "PGPASSFILE", "PGSERVICE", "PGSERVICEFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def no_server() -> AbstractAsyncContextManager[Server]:
    raise AssertionError("the scratch server was started without need")


async def read(source: str, tell: Callable[[str], None] | None = None) -> Catalog:
    return await read_source(source, base=Path(), server=no_server, tell=tell)


# --- how it is reached


@pytest.mark.parametrize(
    ("url", "environment", "sslmode", "systems_authorities"),
    [
        ("postgresql://u@db.example.org/x", {}, "verify-full", True),
        ("postgres://u@db.example.org:6543/x", {}, "verify-full", True),
        ("postgresql://u@localhost,db.example.org/x", {}, "verify-full", True),
        ("postgresql://u@[2001:db8::1]:5432/x", {}, "verify-full", True),
        ("postgresql:///x?host=db.example.org", {}, "verify-full", True),
        ("postgresql://", {"PGHOST": "db.example.org"}, "verify-full", True),
        ("postgresql://u@db.example.org/x?sslrootcert=system", {}, None, True),
        ("postgresql://u@db.example.org/x?sslrootcert=CA", {}, "verify-full", False),
        ("postgresql://u@db.example.org/x", {"PGSSLROOTCERT": "CA"}, "verify-full", False),
        ("postgresql://u@db.example.org/x?sslmode=verify-full", {}, "verify-full", True),
        ("postgresql://u@db.example.org/x?sslmode=require", {}, "require", False),
        ("postgresql://u@db.example.org/x?sslmode=disable", {}, "disable", False),
        ("postgresql://u@db.example.org/x", {"PGSSLMODE": "prefer"}, None, False),
        ("postgresql://u@localhost:5432/x", {}, None, False),
        ("postgresql://u@127.0.0.1/x", {}, None, False),
        ("postgresql://u@[::1]:5432/x", {}, None, False),
        ("postgresql:///x?host=/run/postgresql", {}, None, False),
        ("postgresql://u@%2Frun%2Fpostgresql/x", {}, None, False),
        ("postgresql://", {}, None, False),
    ],
)
def test_tls(
    url: str,
    environment: dict[str, str],
    sslmode: str | None,
    systems_authorities: bool,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "CA").touch()
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = arguments(url)
    mode = re.search(r"sslmode=([a-z-]+)", found["dsn"])
    assert (mode and mode[1]) == sslmode
    assert found.get("ssl", False) is systems_authorities


def test_options_of_other_clients_are_not_sent() -> None:
    url = "postgresql://u@localhost/x?pgbouncer=true&schema=public&application_name=m"
    assert arguments(url) == {"dsn": "postgresql://u@localhost/x?application_name=m"}


def test_an_authority_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no file /nowhere"):
        asyncio.run(read("postgresql://u@db.example.org/x?sslrootcert=/nowhere"))


@pytest.mark.parametrize(
    "source",
    [
        "host=db.example.org user=u password=hunter2",
        "dbname=x password = 'hunter2'",
        "mysql://u:hunter2@localhost/x",
        "postgresql+psycopg://u:hunter2@localhost/x",
        "jdbc:postgresql://localhost/x?user=u&password=hunter2",
        "u:hunter2@localhost/x",
        "//u:hunter2@localhost/x",
        "env:postgresql://u:hunter2@localhost/x",
        "postgresql://u:hunter2@[::1/x",
        "postgres://u@localhost/x?sslpassword=hunter2",
    ],
)
def test_a_secret_is_refused_and_not_repeated(source: str) -> None:
    with pytest.raises(InputError) as caught:
        check_source(source)
    assert "hunter2" not in str(caught.value)
    assert "env:NAME" in str(caught.value)
    with pytest.raises(InputError) as caught:
        asyncio.run(read(source))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("source", ["db/migrations", "a=b.sql", "C:\\work\\sql", "über/x@2.json"])
def test_a_path_is_no_secret(source: str) -> None:
    check_source(source)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, and a certificate of its for 127.0.0.2: ca.crt, server.crt, server.key."""
    folder = tmp_path_factory.mktemp("tls")

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "rsa:2048", "-nodes", "-days", "2")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=test")
    openssl("req", *key[:3], "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=server")
    (folder / "name").write_text("subjectAltName=IP:127.0.0.2")
    openssl(
        *("x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key"),
        *("-CAcreateserial", "-days", "2", "-extfile", "name", "-out", "server.crt"),
    )
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def over_tls(authority: Path) -> Iterator[int]:
    """The port of a server that takes TLS at 127.0.0.2 and 127.0.0.3: Debian's, since the wheel's
    is built without it."""
    port = str(free_port())
    files = {name: (authority / name).read_bytes() for name in ("server.crt", "server.key")}
    settings = {"listen_addresses": "127.0.0.2,127.0.0.3", "port": port, "ssl": "on"}
    with running(15, settings, files):
        yield int(port)


@pytest.mark.parametrize(
    ("host", "options", "words"),
    [
        ("127.0.0.2", "", "cannot be verified.*sslrootcert"),
        ("127.0.0.2", "?sslrootcert=CA", None),
        ("127.0.0.3", "?sslrootcert=CA", "cannot be verified: IP address mismatch"),
        ("127.0.0.3", "?sslmode=verify-ca&sslrootcert=CA", None),
        ("127.0.0.3", "?sslmode=require", None),
        ("127.0.0.3", "?sslmode=disable", None),
    ],
)
def test_a_server_with_tls(
    over_tls: int, authority: Path, host: str, options: str, words: str | None
) -> None:
    options = options.replace("CA", quote(str(authority / "ca.crt"), safe=""))
    url = f"postgresql://postgres@{host}:{over_tls}/postgres{options}"

    async def encrypted() -> bool:
        connection = await asyncpg.connect(**arguments(url))
        try:
            query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            return bool(await connection.fetchval(query))
        finally:
            await connection.close()

    if words is None:
        assert asyncio.run(read(url)).server_version // 10000 == 15
        assert asyncio.run(encrypted()) is ("disable" not in options)
    else:
        with pytest.raises(InputError, match=words):
            asyncio.run(read(url))


def test_a_scratch_server_with_tls(over_tls: int, authority: Path) -> None:
    """Also what pg_dump is told: it verifies as we do."""
    url = f"postgresql://postgres@127.0.0.2:{over_tls}/postgres?sslrootcert={authority}/ca.crt"
    query, needs_tls = for_libpq(url)
    assert needs_tls and "sslmode=verify-full" in query

    async def dump() -> str:
        async with scratch_server(url) as server, server.database() as database:
            connection = await database.connect()
            await connection.execute("CREATE TABLE a (id int)")
            await connection.close()
            return await database.dump()

    assert "CREATE TABLE public.a" in asyncio.run(dump())


def test_a_scratch_server_without_contrib() -> None:
    async def use(url: str) -> None:
        async with scratch_server(url) as server, server.database():
            raise AssertionError

    with running(16, contrib=False) as url, pytest.raises(InputError) as caught:
        asyncio.run(use(url))
    assert "cannot be made there: extension" in str(caught.value)
    assert "contrib" in str(caught.value)


@pytest.mark.slow
def test_a_server_without_tls() -> None:
    port = str(free_port())
    url = f"postgresql://postgres@127.0.0.2:{port}/postgres"
    with running(16, {"listen_addresses": "127.0.0.2", "port": port}):
        with pytest.raises(InputError, match=r"speaks no TLS.*sslmode=disable"):
            asyncio.run(read(url))
        assert asyncio.run(read(f"{url}?sslmode=disable")).tables == {}


def test_variables_and_the_password_file(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def use() -> None:
        async with server.database() as database:
            admin = await server.admin.connect(database.name)
            await admin.execute("CREATE ROLE walled LOGIN PASSWORD 'right-one'")
            await admin.execute("CREATE TABLE public.a (id int)")
            hba = Path(await admin.fetchval("SHOW hba_file"))
            before = hba.read_text()
            hba.write_text(f"local all walled scram-sha-256\n{before}")
            await admin.execute("SELECT pg_reload_conf()")
            try:
                for name, value in (
                    ("PGHOST", server.admin.host),
                    ("PGPORT", str(server.admin.port)),
                    ("PGUSER", "walled"),
                    ("PGDATABASE", database.name),
                ):
                    monkeypatch.setenv(name, value)
                with pytest.raises(InputError, match="refused the role or its password"):
                    await read("postgresql://")
                (tmp_path / ".pgpass").write_text(f"*:*:{database.name}:walled:right-one\n")
                (tmp_path / ".pgpass").chmod(0o600)
                assert list((await read("postgresql://")).tables) == [Name("public", "a")]
                (tmp_path / ".pgpass").unlink()
                monkeypatch.setenv("PGPASSWORD", "right-one")
                assert list((await read("postgresql:///")).tables) == [Name("public", "a")]
            finally:
                hba.write_text(before)
                await admin.execute("SELECT pg_reload_conf()")
                await admin.execute("DROP ROLE walled")
                await admin.close()

    asyncio.run(use())


# --- what is asked of it


async def statements(server: Server, sql: str) -> tuple[list[str], Catalog]:
    """What the server logs while a database made by ``sql`` is read."""
    log = Path(server.admin.host).parent / "log"
    async with server.database() as database:
        connection = await database.connect()
        await connection.execute(sql)
        await connection.close()
        admin = await server.admin.connect(database.name)
        await admin.execute(f"ALTER DATABASE {database.name} SET log_statement = 'all'")
        await admin.close()
        at = log.stat().st_size
        catalog = await read(database.dsn)
        text = log.read_bytes()[at:].decode()
    return re.findall(r"(?m) LOG:  (?=statement|execute)(.*(?:\n\t.*)*)", text), catalog


def test_the_number_of_queries_does_not_depend_on_size(server: Server) -> None:
    def tables(count: int) -> str:
        return ";".join(
            f"CREATE TABLE t{i} (id uuid PRIMARY KEY, n int CHECK (n > 0), t{i} text);"
            f"CREATE INDEX ON t{i} (n); CREATE TYPE e{i} AS ENUM ('a');"
            f"CREATE VIEW v{i} AS SELECT * FROM t{i}; COMMENT ON TABLE t{i} IS 'x'"
            for i in range(count)
        )

    few, small = asyncio.run(statements(server, tables(1)))
    many, large = asyncio.run(statements(server, tables(60)))
    assert (len(small.tables), len(large.tables)) == (1, 60)
    assert len(few) == len(many) <= 30
    begin, *inside, end = many
    assert begin == "statement: BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
    assert end == "statement: COMMIT;"
    assert "SET LOCAL" in inside[0]
    assert "statement_timeout = '60s'" in inside[0]
    # a pooler that gives each transaction another session keeps no prepared statement
    named = [each for each in inside[1:] if not each.startswith("execute <unnamed>: ")]
    assert [each for each in named if not each.startswith("statement: S")] == []


def test_which_materialized_views_are_filled(server: Server) -> None:
    """It is no definition: REFRESH makes no decision stale."""
    empty = "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one WITH NO DATA;"
    catalogs = [
        asyncio.run(statements(server, sql))[1]
        for sql in (empty, f"{empty} REFRESH MATERIALIZED VIEW m;")
    ]
    views = [next(iter(catalog.views.values())) for catalog in catalogs]
    assert [view.populated for view in views] == [False, True]
    assert views[0] == views[1]
    assert fingerprint(views[0]) == fingerprint(views[1])
    assert catalog_fingerprint(catalogs[0]) == catalog_fingerprint(catalogs[1])
    assert "WITH NO DATA" in create(views[0])[0].sql
    assert "WITH NO DATA" not in create(views[1])[0].sql


def test_through_a_pooler_in_transaction_mode(tmp_path: Path) -> None:
    """Several at once take turns on one session, in which nothing of any may stay behind: the name
    of a prepared statement would be another's."""
    with running(15) as direct, pooled(direct) as url:

        async def through() -> list[Catalog]:
            connection = await asyncpg.connect(direct)
            await connection.execute("CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT 'x')")
            await connection.close()
            found = await asyncio.gather(*(read(url) for _ in range(3)), read(direct))
            last = await asyncpg.connect(url, statement_cache_size=0)
            assert await last.fetchval("SELECT count(*) FROM pg_prepared_statements") == 0
            assert await last.fetchval("SHOW search_path") != ""
            await last.close()
            return found

        *found, wanted = asyncio.run(through())
    assert list(wanted.tables) == [Name("public", "a")]
    assert all(each == wanted for each in found)


# --- what a role cannot see


def test_a_role_is_told_what_it_cannot_see(server: Server) -> None:
    async def use() -> tuple[list[str], list[str], Catalog]:
        async with server.database() as database:
            admin = await server.admin.connect(database.name)
            await admin.execute(
                "CREATE ROLE half_blind LOGIN;"
                "CREATE SCHEMA audit; CREATE TABLE audit.log (id int PRIMARY KEY);"
                "CREATE TABLE public.a (id int); CREATE TABLE public.b (id int);"
                "CREATE TABLE public.c (id int); ALTER TABLE public.c ENABLE ROW LEVEL SECURITY;"
                "INSERT INTO public.b SELECT generate_series(1, 7); ANALYZE public.b;"
                "GRANT SELECT ON public.b, public.c TO half_blind"
            )
            try:
                blind: list[str] = []
                url = database.dsn.replace(server.loader.user, "half_blind")
                catalog = await read(url, blind.append)
                owner: list[str] = []
                await read(server.admin.dsn(database.name), owner.append)
            finally:
                await admin.execute("DROP OWNED BY half_blind; DROP ROLE half_blind")
                await admin.close()
        return blind, owner, catalog

    blind, owner, catalog = asyncio.run(use())
    assert owner == []
    (told,) = blind
    assert "the role half_blind may not use the schemas audit; " in told
    assert "may not read the rows of 2 of 4 tables; " in told
    assert "sees only the rows that policies show it in 1 tables" in told
    assert Name("audit", "log") in catalog.tables
    assert catalog.rows[Name("public", "b")] == 7


def test_a_catalog_that_was_closed(server: Server) -> None:
    async def use() -> None:
        async with server.database() as database:
            admin = await server.admin.connect(database.name)
            await admin.execute("REVOKE SELECT ON pg_catalog.pg_policy FROM PUBLIC")
            await admin.close()
            await read(database.dsn)

    with pytest.raises(InputError, match="may not read all of the catalog: permission denied"):
        asyncio.run(use())
