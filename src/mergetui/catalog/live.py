"""Connects to a database of the user's and says in a sentence why it cannot.

Invariants: nothing that is raised or printed here holds a password, and a host on the network is
spoken to over TLS with its certificate verified, unless ``sslmode`` says otherwise.
"""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from mergetui.errors import InputError

if TYPE_CHECKING:
    import asyncpg

CONNECT_TIMEOUT = 15  # seconds
COMMAND_TIMEOUT = 120  # seconds for one catalog query
HERE = ("localhost", "127.0.0.1", "::1")
VERIFIED = ("verify-ca", "verify-full")
# Options that other clients, object mappers and poolers read in a URL; a server knows none of them.
CLIENTS_OWN = frozenset(
    {
        *("channel_binding", "client_encoding", "connect_timeout", "connection_limit"),
        *("fallback_application_name", "gssdelegation", "gssencmode", "keepalives"),
        *("keepalives_count", "keepalives_idle", "keepalives_interval", "load_balance_hosts"),
        *("max_protocol_version", "min_protocol_version", "pgbouncer", "pool_timeout"),
        *("require_auth", "requirepeer", "schema", "socket_timeout", "sslcertmode"),
        *("sslcompression", "sslsni", "statement_cache_size", "tcp_user_timeout"),
    }
)


def shown(url: str) -> str:
    """The URL as it may be shown: host, port and database, no user information, no options."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "the database"
    where = host + (f":{port}" if port else "") + parts.path.rstrip("/")
    return where or "the database of the PG* variables"


def arguments(url: str) -> dict[str, Any]:
    """What asyncpg gets for a URL. Raises ValueError for one that cannot be taken apart, and
    InputError for an authority's file that is not there.

    Without ``sslmode`` in the URL or PGSSLMODE a host on the network has to show a certificate
    that is valid for its name; a socket or this very machine need not. The authority is
    ``sslrootcert``, PGSSLROOTCERT, ~/.postgresql/root.crt or else what the system trusts.
    """
    parts = urlsplit(url)
    options = [pair for pair in parse_qsl(parts.query) if pair[0] not in CLIENTS_OWN]
    said = dict(options)
    if "system" in (said.get("sslrootcert"), os.environ.get("PGSSLROOTCERT")):
        options = [pair for pair in options if pair[0] not in ("sslrootcert", "sslmode")]
        return {"dsn": _with_query(parts, options), "ssl": True}
    mode = said.get("sslmode") or os.environ.get("PGSSLMODE")
    if mode is None and "service" not in said and _on_the_network(parts, said):
        mode = "verify-full"
        options.append(("sslmode", mode))
    found: dict[str, Any] = {"dsn": _with_query(parts, options)}
    if mode in VERIFIED and not _has_authority(said):
        found["ssl"] = True
    return found


def for_libpq(url: str) -> tuple[str, bool]:
    """The query of the URL as libpq's programs need it to verify as much as ``arguments`` does, and
    whether they have to speak TLS for it."""
    found = arguments(url)
    said = dict(parse_qsl(urlsplit(found["dsn"]).query))
    if found.get("ssl"):
        system = ssl.get_default_verify_paths()
        said |= {"sslmode": "verify-full", "sslrootcert": system.cafile or system.openssl_cafile}
    mode = said.get("sslmode") or os.environ.get("PGSSLMODE")
    return urlencode(said), mode in ("require", *VERIFIED)


def _with_query(parts: Any, options: list[tuple[str, str]]) -> str:
    # not urlunsplit, which drops the slashes of a URL without a host
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}?{urlencode(options)}"


def _on_the_network(parts: Any, said: dict[str, str]) -> bool:
    netloc = parts.netloc.rpartition("@")[2]
    written = netloc or said.get("host") or os.environ.get("PGHOST") or ""
    hosts = [each.strip() for each in written.split(",") if each.strip()]
    return any(
        not each.startswith(("/", "%2F", "%2f")) and _name(each) not in HERE for each in hosts
    )


def _name(host: str) -> str:
    """A host without its port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host if host.count(":") > 1 else host.partition(":")[0]


def _has_authority(said: dict[str, str]) -> bool:
    named = said.get("sslrootcert") or os.environ.get("PGSSLROOTCERT")
    if named and not Path(named).is_file():
        raise InputError(f"there is no file {named}, which sslrootcert names as the authority.")
    return bool(named) or (Path.home() / ".postgresql" / "root.crt").exists()


async def connect_live(url: str, source: str) -> asyncpg.Connection[Any]:
    """Connect; ``source`` is how the person named it ("env:REMOTE_DATABASE_URL").

    User, password, host and so on that the URL leaves out come from the PG* variables and
    ~/.pgpass. Prepared statements are not kept, so a transaction pooler works too.
    """
    import asyncpg  # noqa: PLC0415

    where = shown(url)
    name = source if source == where else f"{source} ({where})"
    try:
        return await asyncpg.connect(
            **arguments(url),
            statement_cache_size=0,
            timeout=CONNECT_TIMEOUT,
            command_timeout=COMMAND_TIMEOUT,
        )
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as error:
        raise InputError(
            f"{name}: the server refused the role or its password ({error.sqlstate})."
            " Check the URL's user and password."
        ) from None
    except asyncpg.InvalidCatalogNameError:
        raise InputError(f"{name}: the server has no database of that name.") from None
    except asyncpg.PostgresError as error:
        raise InputError(f"{name}: the server refused the connection: {error}") from None
    except ssl.SSLCertVerificationError as error:
        raise InputError(
            f"{name}: the server's certificate cannot be verified: {error.verify_message}."
            " Name the authority that signed it with sslrootcert=FILE in the URL (PGSSLROOTCERT),"
            " or connect without verification with sslmode=require."
        ) from None
    except ssl.SSLError as error:
        raise InputError(f"{name}: TLS failed: {error.reason or error}.") from None
    except ConnectionError as error:
        if "rejected SSL upgrade" in str(error):
            raise InputError(
                f"{name}: the server speaks no TLS, and a connection over the network needs it."
                " To do without, say sslmode=disable in the URL."
            ) from None
        raise _unreachable(name, error) from None
    except TimeoutError:
        raise InputError(
            f"{name}: no answer within {CONNECT_TIMEOUT} s. Is the host right and reachable?"
        ) from None
    except OSError as error:
        raise _unreachable(name, error) from None
    except (ValueError, asyncpg.InterfaceError):
        # the words of these errors may repeat the URL, so they are not passed on
        raise InputError(
            f"{source}: that is no database URL. Write it as"
            " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special characters in the"
            " password percent-encoded."
        ) from None


async def unseen(connection: asyncpg.Connection[Any]) -> list[str]:
    """Sentences about what the role that reads could not get at."""
    from mergetui.catalog.platform import PLATFORM_SCHEMAS  # noqa: PLC0415
    from mergetui.catalog.read import fetch, reading  # noqa: PLC0415

    async with reading(connection):
        schemas = await fetch(connection, "schemas", sorted(PLATFORM_SCHEMAS))
        users = [row["oid"] for row in schemas if not row["platform"]]
        (found,) = await fetch(connection, "unseen", users)
    told = []
    if found["schemas"]:
        told.append(f"may not use the schemas {', '.join(found['schemas'])}")
    if found["unread"]:
        told.append(f"may not read the rows of {found['unread']} of {found['tables']} tables")
    if found["filtered"]:
        told.append(f"sees only the rows that policies show it in {found['filtered']} tables")
    if not told:
        return []
    return [
        f"the role {found['role']} {'; '.join(told)}. Definitions are read all the same;"
        " questions about those rows will go unanswered."
    ]


def _unreachable(name: str, error: OSError) -> InputError:
    why = error.strerror or type(error).__name__
    return InputError(f"{name}: cannot be reached ({why}). Is the server running?")
