"""The page on which a running sandbox is looked at and changed: one file, nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources


@cache
def page() -> tuple[bytes, dict[str, str]]:
    """The page and its headers: nothing of it may come from elsewhere, nor anything run that is not in it."""
    style, script = _file("css"), _file("js")
    policy = (
        f"default-src 'none'; connect-src 'self'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    headers = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
    }
    return _file("html").replace("{style}", style).replace("{script}", script).encode(), headers


def _file(ending: str) -> str:
    return resources.files(__package__).joinpath(f"page.{ending}").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
