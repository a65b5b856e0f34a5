"""What the parameters of a list say of reading it in pieces: which asks for the next piece, which sets how many."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlock.model.profile import FieldType
from interlock.systems.calls import Input
from interlock.systems.words import tokens

SIZE_NAMES = {
    "limit", "perpage", "pagesize", "size", "count", "top", "take", "maxresults", "rows", "numresults",
    "pagelimit", "maxitems", "pagecount", "resultsperpage", "itemsperpage", "maxrecords", "recordsperpage",
    "pagelength", "first", "maxpagesize", "maxcount", "limitcount", "fetch", "length", "batchsize", "rowcount",
}  # fmt: skip
PAGE_NAMES = {
    "page", "pagenumber", "pageno", "pagenum", "p", "currentpage", "pageindex", "pageid",
}  # fmt: skip
OFFSET_NAMES = {
    "offset", "skip", "start", "startindex", "startat", "startposition", "pageoffset", "from", "firstresult",
    "firstrow", "startrow",
}  # fmt: skip
CURSOR_NAMES = {
    "cursor", "pagecursor", "after", "startingafter", "pagetoken", "nextpagetoken", "continuation", "next",
    "marker", "continuationtoken", "scroll", "scrollparam", "scrollid", "lastid", "sinceid", "bookmark",
    "afterid", "startcursor", "nextcursor", "pageafter", "startkey", "startafter", "nexttoken", "token",
    "pageinfo", "idafter", "endcursor", "afterkey", "skiptoken", "sync", "position", "exclusivestartkey",
    "nextpage", "aftercursor", "paginationtoken", "iterator", "searchafter",
}  # fmt: skip
LAST_ID = {"startingafter", "lastid", "sinceid", "afterid", "idafter", "startafter"}
# Names that mean something else as often; the answer or the description has to say the same.
WEAK = {"after", "next", "token", "sync", "position", "from", "start"}

_SIZE_WORDS = {"limit", "size", "count", "max", "maximum", "per", "rows", "top", "take", "length", "number", "num"}
_SIZED = {"return", "page", "result", "results", "item", "items", "record", "records", "row", "rows", "entries", "rpp"}
_SAYS_SIZE = re.compile(
    r"(?:number|amount|maximum|max\.?|how many|count|limit)[^.\n]{0,60}"
    r"\b(?:per (?:page|request|response|call)|(?:to be |be |are |is )?"
    r"(?:returned?|requested?|retrieved?|fetch(?:ed)?|displayed|shown?)"
    r"|in (?:the|each|a|one) (?:response|page|result)|on (?:each|a|the) page|(?:to|of)? ?return\b|page size)"
    r"|\bpage size\b|\bsize of (?:a|an|the|each|every|one) page\b|\b(?:results|items|records|rows|entries) per page\b",
    re.IGNORECASE,
)
_SAYS_OFFSET = re.compile(
    r"(?:number of [\w ]{0,30}|rows |records |items |results )(?:to )?skip|index of the first|first (?:row|record|item|"
    r"result|entry)|starting (?:index|row|position|offset|point)|\boffset\b|zero[- ]based|start (?:index|position|row)",
    re.IGNORECASE,
)
_SAYS_NEXT = re.compile(
    r"next (?:page|set|batch|chunk|results?|portion)|subsequent (?:page|request|set)|\bpaginat\w+|\bpaging\b"
    r"|(?:previous|prior|last|preceding) (?:response|request|call|page|result|query)|page of results|more results",
    re.IGNORECASE,
)
_TOKEN_WORDS = {
    "cursor", "token", "marker", "continuation", "iterator", "bookmark", "scroll", "next", "position", "handle",
    "pointer", "key", "locator", "resume", "continue", "anchor",
}  # fmt: skip
_DEPRECATED = re.compile(r"\bdeprecated\b|no longer (?:be )?(?:supported|available)|no longer support", re.IGNORECASE)
_MOMENT = re.compile(r"\bdate\b|\btime(?:stamp)?\b|iso ?8601", re.IGNORECASE)
_OPAQUE = re.compile(r"\b(cursor|token|opaque|next_page|nextPage|returned by the previous|hash)\b", re.IGNORECASE)


def squeezed(name: str) -> str:
    """A name without marks; of a field in a body, its last part (`pagination.per_page`)."""
    return "".join(tokens(name.rsplit(".", 1)[-1]))


def names_of(given: Input) -> set[str]:
    """How a name can be read: as a whole, and what stands in its last brackets (`criteria[pageSize]`)."""
    inner = re.search(r"\[([\w.$-]+)\]$", given.name)
    plain = squeezed(given.name)
    if inner is None:
        return {plain}
    outer = tokens(given.name.split("[", maxsplit=1)[0])
    # `filter[page]` is about a page of a book; `filter` holds filters.
    return {plain} if outer and outer[0] in ("filter", "filters", "where") else {plain, squeezed(inner[1])}


def size_of(inputs: Iterable[Input]) -> Input | None:
    """The parameter that sets how many items an answer holds, or None; names go before words, words before prose."""
    counts = [i for i in inputs if _counts(i)]
    named = next((i for i in counts if names_of(i) & SIZE_NAMES), None)
    if named is not None:
        return named
    whole = [i for i in counts if is_whole(i)]
    worded = next((i for i in whole if _worded_as_size(i)), None)
    if worded is not None:
        return worded
    return next((i for i in whole if _SAYS_SIZE.search(i.text) and not is_page(i) and not is_offset(i)), None)


def _worded_as_size(given: Input) -> bool:
    words = set(tokens(given.name))
    return bool(words & _SIZE_WORDS) and bool(words & _SIZED) and words <= _SIZE_WORDS | _SIZED | {"of", "to", "in"}


def _counts(given: Input) -> bool:
    return not given.is_credential and given.parameter.type in (
        FieldType.INTEGER,
        FieldType.NUMBER,
        FieldType.STRING,
        FieldType.ANY,
    )


def is_whole(given: Input) -> bool:
    """Whether its values are numbers by its type, or a text whose description counts."""
    if given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER):
        return True
    return given.parameter.type in (FieldType.STRING, FieldType.ANY) and bool(
        re.search(r"\b(?:integer|number|maximum|how many)\b", given.text, re.IGNORECASE)
    )


def is_page(given: Input) -> bool:
    """Whether it takes the number of a page."""
    names = names_of(given)
    return (
        (bool(names & PAGE_NAMES) or "nextpagetoken" in names)
        and is_number(given)
        and not is_opaque(given)
        and not given.is_credential
    )


def is_offset(given: Input) -> bool:
    """Whether it takes how many items to skip."""
    names = names_of(given)
    if is_opaque(given):
        return False
    if names & OFFSET_NAMES:
        if names & {"start", "from"} and (is_moment(given) or _MOMENT.search(given.text)):
            return False
        if names & {"start", "from"} and given.parameter.type not in (FieldType.INTEGER, FieldType.NUMBER):
            return _SAYS_OFFSET.search(given.text) is not None
        return is_number(given) or bool(names & {"offset", "skip"})
    whole = given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER)
    return whole and _SAYS_OFFSET.search(given.text) is not None and not names & SIZE_NAMES


def is_number(given: Input) -> bool:
    """Whether it can take a number, and is no moment."""
    if given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER):
        return True
    return given.parameter.type in (FieldType.STRING, FieldType.ANY) and _MOMENT.search(given.text) is None


def is_moment(given: Input) -> bool:
    """Whether its schema says that it takes a date or a time."""
    stated = str(given.schema.raw("format") or "")
    return stated in ("date-time", "date", "datetime")


def is_opaque(given: Input) -> bool:
    """Whether the description speaks of a token and not of a number."""
    if given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER):
        return False
    return _OPAQUE.search(given.text) is not None


def is_named_cursor(given: Input) -> bool:
    """Whether its name says that it takes a token, or it is named as a page and described as a token."""
    names = names_of(given)
    if given.is_credential or is_moment(given):
        return False
    return bool(names & CURSOR_NAMES) or (bool(names & (PAGE_NAMES | OFFSET_NAMES)) and is_opaque(given))


def is_described_cursor(given: Input) -> bool:
    """Whether its description says that it takes what an answer showed, to go on from there."""
    if given.is_credential or is_moment(given) or given.parameter.type is not FieldType.STRING or given.parameter.enum:
        return False
    words = set(tokens(given.name))
    return bool(words & _TOKEN_WORDS) and _SAYS_NEXT.search(given.text) is not None


def is_passing(given: Input) -> bool:
    """Whether it is deprecated, by its keyword or by its prose."""
    return given.deprecated or _DEPRECATED.search(given.text[:300]) is not None


def says_more(given: Input) -> bool:
    """Whether its description says, in other words than its name, that it takes a token of paging."""
    own = set(tokens(given.name))
    said = {word.lower() for word in _OPAQUE.findall(given.text)}
    return (is_opaque(given) and not said <= own) or is_described_cursor(given)
