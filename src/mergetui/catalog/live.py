"""Connects to a database of the user's and says in a sentence why it cannot.

Invariant: nothing that is raised or printed here holds a password.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mergetui.errors import InputError

if TYPE_CHECKING:
    import asyncpg

CONNECT_TIMEOUT = 15  # seconds
COMMAND_TIMEOUT = 120  # seconds for one catalog query


def shown(url: str) -> str:
    """The URL as it may be shown: host, port and database, no user information, no options."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "the database"
    where = host + (f":{port}" if port else "") + parts.path
    return where or "the database of the PG* variables"


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
            url, statement_cache_size=0, timeout=CONNECT_TIMEOUT, command_timeout=COMMAND_TIMEOUT
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
    except ssl.SSLError as error:
        raise InputError(f"{name}: TLS failed: {error.reason or error}.") from None
    except TimeoutError:
        raise InputError(
            f"{name}: no answer within {CONNECT_TIMEOUT} s. Is the host right and reachable?"
        ) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(f"{name}: cannot be reached ({why}). Is the server running?") from None
    except (ValueError, asyncpg.InterfaceError):
        # the words of these errors may repeat the URL, so they are not passed on
        raise InputError(
            f"{source}: that is no database URL. Write it as"
            " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special characters in the"
            " password percent-encoded."
        ) from None
