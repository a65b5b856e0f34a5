"""Addresses of systems: what may be one, and where a request goes below it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

from interlock.errors import SettingsError

# Ten times the largest page of a list seen at real systems; a larger one is a mistake or an attack.
LARGEST_ANSWER = 64_000_000

LONGEST_TO_CONNECT_S = 10.0


def checked(base_url: str) -> str:
    """The address, without a slash at its end.

    Raises:
        SettingsError: it is no http or https address, or holds more than host, port and path.
    """
    try:
        parts = urlsplit(base_url.strip())
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not host:
        raise SettingsError(f"`{base_url}` is not an address", hint="write it like https://api.example.com/v2")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError(
            f"the address of {host} holds more than host, port and path",
            hint="credentials are named in `credential`, and queries are made for each request",
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


@lru_cache(maxsize=512)
def below(base_url: str, path: str, query: tuple[tuple[str, str], ...]) -> str:
    """Where a request for that path and query goes, ready for the wire."""
    asked = urlencode(query, quote_via=quote) if query else ""
    path = path if path.startswith("/") else f"/{path}"
    return f"{base_url}{path}" + (f"?{asked}" if asked else "")
