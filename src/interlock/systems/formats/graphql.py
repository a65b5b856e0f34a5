"""A GraphQL schema: SDL, or the answer to an introspection query.

Taken: what queries list (connections with cursors, lists by offset or page, filters), show one of, and what mutations
create, change, delete and archive; fields with type, null, labels and enumerations; what an answer shows as a refusal
(`errors`, `userErrors`). The queries that are sent are made from it.
Never: where the endpoint is, how one signs in, what a query costs. Lists within items that come in pieces of their own,
unions, and fields that want arguments are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interlock.systems.formats._format import Drawing, Format, Source

_DEFINES = re.compile(
    r"(?m)^\s*(?:extend\s+)?(?:type|input|interface|enum|union|scalar|schema|directive)\b[^{\n:]*(?:\{|$)"
)
_BEGINS = re.compile(r"(?:#[^\n]*\n|\s)*(?:extend\s+)?(?:type|interface|input|enum|schema)\s+(?:\w+[^{\n:]{0,500})?\{")
_PAGES = ("md", "markdown", "html", "htm", "txt", "rst", "yaml", "yml")  # they may show a schema within
_FIELD = re.compile(r"[{\s]\w+(?:\([^)]{0,5000}\))?\s*:\s*\[?\w+")


def _recognises(source: Source) -> bool:
    data = source.key("data")
    if source.key("__schema") is not None or (isinstance(data, dict) and "__schema" in data):
        return True
    if source.head[:1] in ("{", "[", "<") or source.ending in _PAGES:
        return False
    text = source.text[:200_000]
    return bool(_DEFINES.search(text) and _FIELD.search(text) and re.search(r"\btype\s+\w+", text))


def _meant(source: Source) -> bool:
    if source.ending in ("graphql", "graphqls", "gql"):
        return True
    # A source of a program begins in the same way: only names that say nothing leave it to the beginning.
    says_nothing = "." not in source.name.rsplit("/", 1)[-1] or source.ending in ("txt", "sdl")
    return says_nothing and bool(_BEGINS.match(source.head))


def _draw(sources: Sequence[Source]) -> Drawing:
    # The library takes as long to load as a small description to learn.
    from interlock.systems.formats._graphql_drawing import drawing_of  # noqa: PLC0415

    return drawing_of(sources)


_EXAMPLE = (
    "shop.graphql",
    """type Ticket { id: ID! title: String! updatedAt: DateTime! }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type TicketConnection { nodes: [Ticket!]! pageInfo: PageInfo! }
scalar DateTime
type Query { tickets(first: Int, after: String, updatedSince: DateTime): TicketConnection! ticket(id: ID!): Ticket }
""",
)

FORMAT = Format("GraphQL schema", _recognises, _draw, weight=70, example=_EXAMPLE, meant=_meant)
