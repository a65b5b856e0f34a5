"""Takes a cell or paragraph apart into runs of text, so that no rendering has to read Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LONGEST = 20_000
_SCHEMES = {"http", "https", "mailto"}
# What cannot be seen or turns the direction of what follows: on a page it could make one name look like another.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; `link` is an address of http, https or mailto, or empty."""

    text: str
    code: bool = False
    strong: bool = False
    emphasis: bool = False
    link: str = ""


def runs(text: str) -> tuple[Run, ...]:
    """The runs of one line or paragraph; line ends become spaces, HTML stays the text that it is."""
    shown = clean(text)
    if len(shown) > _LONGEST or not _MARKED.search(shown):
        return (Run(shown),) if shown else ()
    tokens = _reader().parseInline(shown)
    return _joined(_read(tokens[0].children or []))


def clean(text: str) -> str:
    """The text on one line, without what cannot be seen or what turns its direction."""
    return _SPACES.sub(" ", _UNSEEN.sub("�", text)).strip()


def plain(text: str) -> str:
    """The words alone."""
    return "".join(run.text for run in runs(text))


def safe_link(address: str) -> str:
    """The address where a page may link to it: http, https or mailto; else nothing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    whole = parts.netloc or (parts.scheme == "mailto" and "@" in parts.path)
    return address.strip() if parts.scheme in _SCHEMES and whole and not _SPACES.search(address.strip()) else ""


_SPACES = re.compile(r"\s+")
_MARKED = re.compile(r"[`*_<\[\\&]")


@cache
def _reader() -> MarkdownIt:
    # Without HTML, images and autolinks of bare words: text stays text.
    return MarkdownIt("zero").enable(["backticks", "emphasis", "link", "autolink", "escape", "entity"])


def _read(tokens: list[Token]) -> list[Run]:
    found: list[Run] = []
    strong = emphasis = 0
    link = ""
    for token in tokens:
        kind = token.type
        if kind in {"strong_open", "strong_close"}:
            strong += token.nesting
        elif kind in {"em_open", "em_close"}:
            emphasis += token.nesting
        elif kind == "link_open":
            link = safe_link(str(token.attrGet("href") or ""))
        elif kind == "link_close":
            link = ""
        elif kind in {"softbreak", "hardbreak"}:
            found.append(Run(" ", False, bool(strong), bool(emphasis), link))
        elif token.content:
            found.append(Run(clean_run(token.content), kind == "code_inline", bool(strong), bool(emphasis), link))
    return found


def clean_run(text: str) -> str:
    """A part of a line without what cannot be seen; entities may have put it back."""
    return _UNSEEN.sub("�", text)


def _joined(found: list[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in found:
        last = joined[-1] if joined else None
        if last is not None and _style(last) == _style(run) and not run.code:
            joined[-1] = Run(last.text + run.text, *_style(run))
        else:
            joined.append(run)
    return tuple(joined)


def _style(run: Run) -> tuple[bool, bool, bool, str]:
    return run.code, run.strong, run.emphasis, run.link
