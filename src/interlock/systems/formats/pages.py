"""Reference pages: Markdown, HTML, plain text, and the text of a PDF.

Taken: requests that a page names (`GET /v1/orders`), tables and lists of their parameters and fields, examples of
bodies and answers (their shape alone), limits, headers and ways to sign in that its sentences name.
Never more than likely: a page is written for people, and what it says is quoted. Tables of a PDF are not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from interlock.model.fact import Confidence
from interlock.model.finding import Finding, Severity
from interlock.model.value import JSON
from interlock.systems.formats._blocks import Unreadable, blocks_of, is_html, is_pdf
from interlock.systems.formats._format import READ_AT, Drawing, Format, Source, broken, finding
from interlock.systems.formats._reference import Page, page_of

_LABEL = "reference pages"
_LONGEST = 100_000
_SPEAKS = re.compile(
    r"\b(GET|POST|PUT|PATCH|DELETE) (https?://[\w.-]+)?/[\w{}:/.-]+|\brate limit"
    r"|\bAPI\b[^.]{0,80}\b(request|endpoint|key)",
    re.IGNORECASE,
)


def _recognises(source: Source) -> bool:
    if is_pdf(source):
        return True
    if source.value is not None and source.head[:1] in ("{", "["):
        return False
    is_page = is_html(source) or source.ending in ("md", "markdown", "txt", "rst", "html", "htm")
    return is_page and bool(_SPEAKS.search(source.text[:2_000_000]))


def _draw(sources: Sequence[Source]) -> Drawing:
    paths: dict[str, JSON] = {}
    texts: list[str] = []
    servers: list[str] = []
    findings: list[Finding] = []
    for source in sources:
        name = posixpath.basename(source.name)
        try:
            page = page_of(blocks_of(source), name)
        except Unreadable as problem:
            if len(sources) == 1:
                return broken(source, "page", str(problem))
            findings += broken(source, "page", str(problem)).findings
            continue
        texts.append(page.text)
        servers += page.servers
        _join(paths, page)
        if page.of_lists:
            findings.append(_of_lists(source, page.of_lists))
    addresses: list[JSON] = [{"url": s} for s in list(dict.fromkeys(servers))[:3]]
    root: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {
            "title": "",
            "description": "\n\n".join(texts)[:_LONGEST],
            READ_AT: posixpath.basename(sources[0].name) + "#",
        },
        "servers": addresses,
        "paths": paths,
    }
    return Drawing(root, _LABEL, tuple(findings), most=Confidence.LIKELY)


def _join(paths: dict[str, JSON], page: Page) -> None:
    for path, methods in page.paths.items():
        known = paths.setdefault(path, {})
        if isinstance(known, dict):
            for method, operation in methods.items():
                known.setdefault(method, operation)


def _of_lists(source: Source, said: tuple[str, ...]) -> Finding:
    names = ", ".join(f"`{name}`" for name in said[:8])
    return finding(
        source.name,
        "said-of-lists",
        Severity.QUESTION,
        f"which lists take {names}? `{posixpath.basename(source.name)}` says it of lists in general",
        why="a parameter that a list does not know is ignored or refused: too much is read then, or nothing",
        hint="ask the vendor, or probe; then write it down with `learn --set`",
    )


_EXAMPLE = (
    "shop.md",
    """# Shop API

Limited to 120 requests per minute.

## List tickets

`GET /tickets`

- `updated_since` (datetime): Only tickets changed at or after this moment.
""",
)

FORMAT = Format(_LABEL, _recognises, _draw, weight=20, example=_EXAMPLE)
