"""What the blocks of a reference page say of requests: paths, parameters, fields, examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from interlock.model.value import JSON
from interlock.systems.formats._blocks import Block
from interlock.systems.formats._exchange import Exchange, templated
from interlock.systems.formats._format import READ_AT
from interlock.systems.formats._seen import Seen
from interlock.systems.words import sentence, singular

_REQUEST = re.compile(
    r"\b(GET|POST|PUT|PATCH|DELETE)\b[\s`*|]+(https?://[\w.:-]+)?(/[\w{}<>:./$()'-]*[\w}>)/])", re.MULTILINE
)
_CURL = re.compile(r"\bcurl\b(?P<rest>.*)", re.DOTALL)
_ADDRESS = re.compile(r"(https?://[\w.:-]+)(/[\w{}<>:./-]*)")
_NAME = re.compile(
    r"^[`*\s]*(?P<name>[A-Za-z_@$][\w.\[\]$:-]*)[`*\s]*"
    r"(?P<marks>(?:\([^)]*\)|required|optional|[\w ]{0,20})?)[`*\s]*$"
)
_ITEM = re.compile(
    r"^[`*]+(?P<name>[A-Za-z_@$][\w.\[\]$-]*)[`*]+\s*(?:\((?P<marks>[^)]{0,80})\))?"
    r"\s*[:\u2013\u2014-]?\s*(?P<text>.*)$",
    re.DOTALL,
)
_HEADS = {
    "name": {"parameter", "name", "field", "attribute", "key", "property", "argument", "param", "parameters", "column"},
    "type": {"type", "datatype", "format"},
    "required": {"required", "mandatory", "optional"},
    "text": {"description", "details", "meaning", "notes", "explanation", "comment", "definition"},
    "default": {"default"},
    "where": {"in", "location", "where"},
}
_TYPES = {
    "string": "string", "str": "string", "text": "string", "varchar": "string", "char": "string", "enum": "string",
    "integer": "integer", "int": "integer", "long": "integer", "int64": "integer", "int32": "integer",
    "number": "number", "float": "number", "decimal": "number", "double": "number", "money": "number",
    "boolean": "boolean", "bool": "boolean", "array": "array", "list": "array", "object": "object", "hash": "object",
}  # fmt: skip
_FORMATS = {
    "datetime": "date-time", "timestamp": "date-time", "date-time": "date-time", "date": "date", "uuid": "uuid",
    "guid": "uuid", "email": "email", "url": "uri", "uri": "uri",
}  # fmt: skip
_LENGTH = re.compile(
    r"max(?:imum)?(?:\.| length)?(?: of)?:? (\d{1,5}) char|up to (\d{1,5}) char|(\d{1,5}) characters? max",
    re.IGNORECASE,
)
_OF_PARTS = re.compile(r"param|attribute|field|body|response|request|example|return|error|header|sample", re.IGNORECASE)
_ONE_OF = re.compile(r"one of|possible values|allowed values|valid values|either|can be", re.IGNORECASE)
_GENERAL = re.compile(r"pagina|paging|filter|list|collection|sort|common|quer", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What a page says: its paths as OpenAPI writes them, its sentences, addresses, parameters of lists at large."""

    paths: dict[str, dict[str, JSON]] = field(default_factory=dict)
    text: str = ""
    servers: tuple[str, ...] = ()
    of_lists: tuple[str, ...] = ()


@dataclass(slots=True)
class _Section:
    """The part of a page that is about one request; without one, what stands before and between."""

    method: str = ""
    path: str = ""
    title: str = ""
    line: int = 0
    parameters: dict[tuple[str, str], JSON] = field(default_factory=dict)
    body: dict[str, JSON] = field(default_factory=dict)
    answer: dict[str, JSON] = field(default_factory=dict)
    sent: JSON = None
    shown: JSON = None


def page_of(blocks: Sequence[Block], name: str) -> Page:
    """What a page says."""
    servers: dict[str, None] = {}
    sections: list[_Section] = []
    general = _Section()
    here, heading = general, ""
    level = 0
    for block in blocks:
        found = _request(block)
        if found is not None:
            host, method, path = found
            if host:
                servers[host] = None
            if (method, path) != (here.method, here.path):
                title = block.text if block.kind == "heading" else heading
                here = _Section(method, path, title, block.line)
                sections.append(here)
                level = block.level if block.kind == "heading" else level
            if block.kind == "code":
                _take_code(here, block, heading)
            heading = block.text if block.kind == "heading" else heading
            continue
        if block.kind == "heading":
            # A heading on the same or a higher level ends what was about the request.
            if here is not general and level and block.level <= level and not _about_parts(block.text):
                here = general
            heading = block.text
        elif block.kind == "table":
            _take_rows(here, _table(block), heading, name)
        elif block.kind == "item":
            _take_rows(here, _items(block), heading, name)
        elif block.kind == "code":
            _take_code(here, block, heading)
    text = "\n".join(b.text for b in blocks if b.kind in ("text", "item", "heading"))
    page = Page(_paths(sections, name), text, tuple(servers))
    page.of_lists = tuple(n for (n, where) in general.parameters if where == "query")
    return page


def _request(block: Block) -> tuple[str, str, str] | None:
    """Host, method and path of the request that a block names first."""
    if block.kind not in ("heading", "code", "text", "item"):
        return None
    text = block.text[:5000]
    curl = _CURL.search(text) if block.kind == "code" else None
    if curl:
        address = _ADDRESS.search(curl["rest"])
        if address:
            method = re.search(r"(?:-X|--request)[= ]+['\"]?(GET|POST|PUT|PATCH|DELETE)", curl["rest"])
            sends = re.search(r"\s(-d|--data\S*|-F)\b", curl["rest"])
            return address[1], method[1] if method else "POST" if sends else "GET", _plain(address[2])
    found = _REQUEST.search(text)
    if found is None or (block.kind in ("text", "item") and found.start() > 60):
        return None
    return found[2] or "", found[1], _plain(found[3])


def _plain(path: str) -> str:
    path = re.sub(r"<([\w-]+)>|(?<=/):([\w-]+)", lambda m: "{" + (m[1] or m[2]) + "}", path)
    return path.split("?")[0].rstrip("/.,") or "/"


def _about_parts(heading: str) -> bool:
    return bool(
        re.search(
            r"param|attribute|field|body|response|request|example|return|error|header|sample", heading, re.IGNORECASE
        )
    )


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    type: str
    required: bool
    text: str
    default: str
    where: str
    line: int


def _table(block: Block) -> Iterator[_Row]:
    head = [cell.casefold().strip("`* :") for cell in block.rows[0]] if block.rows else []
    place = {what: next((i for i, h in enumerate(head) if h in names), -1) for what, names in _HEADS.items()}
    if place["name"] < 0:
        return

    def cell(row: tuple[str, ...], what: str) -> str:
        at = place[what]
        return row[at].strip() if 0 <= at < len(row) else ""

    for offset, row in enumerate(block.rows[1:500]):
        found = _NAME.match(cell(row, "name"))
        if found is None:
            continue
        said = f"{found['marks']} {cell(row, 'type')}"
        required = cell(row, "required").casefold()
        optional = head[place["required"]] == "optional" if place["required"] >= 0 else False
        is_required = required in ("yes", "true", "required", "✓", "x", "✔") and not optional
        yield _Row(
            name=found["name"],
            type=said,
            required=is_required or "required" in found["marks"].casefold(),
            text=cell(row, "text") or " ".join(row[1:]),
            default=cell(row, "default"),
            where=cell(row, "where").casefold(),
            line=block.line + 2 + offset if block.line else 0,
        )


def _items(block: Block) -> Iterator[_Row]:
    found = _ITEM.match(block.text)
    if found is None:
        return
    marks = found["marks"] or ""
    text = found["text"]
    yield _Row(found["name"], marks or text[:40], "required" in marks.casefold(), text, "", "", block.line)


def _take_rows(here: _Section, rows: Iterable[_Row], heading: str, name: str) -> None:
    low = heading.casefold()
    for row in rows:
        schema = _schema(row, name)
        where = row.where if row.where in ("query", "path", "header", "body") else _where(here, low, row)
        if where in ("query", "header", "path"):
            if here.method or _GENERAL.search(heading):
                given: dict[str, JSON] = {"name": row.name, "in": where, "required": row.required or where == "path"}
                given |= {"description": sentence(row.text, most=600), "schema": schema, READ_AT: schema[READ_AT]}
                here.parameters[row.name, where] = given
        elif where == "answer":
            _put(here.answer, row.name, schema)
        else:
            _put(here.body, row.name, {**schema, **({"x-required": True} if row.required else {})})


def _where(here: _Section, heading: str, row: _Row) -> str:
    if re.search(r"header", heading):
        return "header"
    if f"{{{row.name}}}" in here.path or "path param" in heading:
        return "path"
    if re.search(r"response|return|object|result|attributes", heading) and "request" not in heading:
        return "answer"
    if "query" in heading or not here.method or here.method in ("GET", "DELETE"):
        return "query"
    return "body"


def _put(properties: dict[str, JSON], name: str, schema: dict[str, JSON]) -> None:
    """Put a field where its path says; `address.city` goes into `address`."""
    *way, last = re.sub(r"\[\]", "", name).split(".")
    for key in way:
        outer = properties.setdefault(key, {"type": "object", "properties": {}})
        if not isinstance(outer, dict):
            return
        inner = outer.setdefault("properties", {})
        if not isinstance(inner, dict):
            return
        properties = inner
    properties[last] = schema


def _schema(row: _Row, name: str) -> dict[str, JSON]:
    schema: dict[str, JSON] = {READ_AT: f"{name}#line={row.line}" if row.line else f"{name}#"}
    words = re.findall(r"[a-z][\w-]*", row.type.casefold())
    kind = next((_TYPES[w] for w in words if w in _TYPES), "")
    form = next((_FORMATS[w] for w in words if w in _FORMATS), "")
    if kind or form:
        schema["type"] = kind or "string"
    if form:
        schema["format"] = form
    if schema.get("type") == "array":
        schema["items"] = {}
    length = _LENGTH.search(f"{row.type} {row.text}"[:2000])
    if length:
        schema["maxLength"] = int(next(g for g in length.groups() if g))
    low = row.text[:2000].casefold()
    if re.search(r"read[- ]?only", low):
        schema["readOnly"] = True
    if re.search(r"nullable|can be null|or null|may be null", f"{row.type.casefold()} {low}"):
        schema["nullable"] = True
    values = re.findall(r"`([\w-]{1,40})`", row.text)
    if _ONE_OF.search(row.text) and len(values) > 1 and schema.get("type", "string") == "string" and not form:
        schema["enum"] = list(dict.fromkeys(values))
    if row.text:
        schema["description"] = sentence(row.text, most=600)
    if row.default.strip("` ").isdigit():
        schema["default"] = int(row.default.strip("` "))
    return schema


def _take_code(here: _Section, block: Block, heading: str) -> None:
    if not here.method:
        return
    text = block.text
    curl = re.search(r"(?:-d|--data\S*)[= ]+'(\{.*?\})'", text, re.DOTALL)
    if curl:
        here.sent = here.sent if here.sent is not None else _json(curl[1])
        return
    begin = re.search(r"^[ \t]*[\[{]", text, re.MULTILINE)
    value = _json(text[begin.start() :]) if begin else None
    if value is None:
        return
    says_request = re.search(r"request|body|payload|send", heading, re.IGNORECASE) and not re.search(
        r"response|return|answer|reply", heading, re.IGNORECASE
    )
    starts_with_request = _REQUEST.search(text[: begin.start()]) is not None if begin else False
    if here.method != "GET" and here.sent is None and (says_request or starts_with_request):
        here.sent = value
    elif here.shown is None:
        here.shown = value


def _json(text: str) -> JSON:
    text = re.sub(r"(?m)^\s*//.*$|,?\s*\.\.\.\s*(?=[\]}])|\.\.\.,?", "", text.strip()[:200_000])
    try:
        value: JSON = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict | list) and value else None


def _paths(sections: Sequence[_Section], name: str) -> dict[str, dict[str, JSON]]:
    found: dict[str, dict[str, JSON]] = {}
    shapes = templated([Exchange(s.method, s.path, "{" in s.path, answer=s.shown) for s in sections])
    for section, shape in zip(sections, shapes, strict=True):
        operation = _operation(section, shape.path, name)
        found.setdefault(shape.path, {}).setdefault(section.method.lower(), operation)
    return found


def _operation(section: _Section, path: str, name: str) -> JSON:
    place = f"{name}#line={section.line}" if section.line else f"{name}#"
    names = re.findall(r"\{([^{}]+)\}", path)
    parameters: list[JSON] = [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string"}}
        for n in names
        if (n, "path") not in section.parameters
    ]
    is_list = section.method == "GET" and not path.endswith("}") and singular(path.rsplit("/", 1)[-1]) != path
    answer = _shape(section.shown, section.answer, place)
    if answer is None and is_list:
        answer = {"type": "array", "items": {}}
    title = re.sub(r"[`*]", "", section.title)
    operation: dict[str, JSON] = {
        READ_AT: place,
        "summary": f"List: {title}" if is_list and section.shown is None else title,
        "parameters": [*parameters, *section.parameters.values()],
        "responses": {"200": {"description": "", **_content(answer)}},
    }
    body = _shape(section.sent, section.body, place)
    if body is not None and section.method in ("POST", "PUT", "PATCH"):
        operation["requestBody"] = _content(body)
    return operation


def _content(schema: JSON) -> dict[str, JSON]:
    return {"content": {"application/json": {"schema": schema}}} if schema is not None else {}


def _shape(example: JSON, rows: Mapping[str, JSON], place: str) -> JSON:
    """The schema of a body: what an example shows, and what a table or list says of its fields."""
    schema: dict[str, JSON] | None = None
    if example is not None:
        seen = Seen()
        seen.add(example, place)
        schema = seen.schema()
    if not rows:
        return schema
    required: list[JSON] = [n for n, s in rows.items() if isinstance(s, dict) and s.get("x-required") is True]
    told: dict[str, JSON] = {"type": "object", "properties": dict(rows), "required": required}
    if schema is None:
        return told
    properties = schema.get("properties")
    alike = isinstance(properties, dict) and len(set(properties) & set(rows)) * 2 >= min(len(properties), len(rows))
    return {"allOf": [told, schema]} if alike else schema
