"""Makes an API description (OpenAPI) of a few lines that tell what a system keeps and can do.

    Fieldbook CRM: sells to farms. At most 100 requests per 10 seconds.

    deals: cursor, since, tombstones, idempotent
      id         string readonly
      title      string required max 80
      stage      new | won | lost
      owner_id   string refers to users
      lines[]
      lines[].sku  string required

After a resource's name: how its list comes in pages (`cursor`, `page`, `offset`, `link`, else whole), `since` (lists
what changed), `tombstones` (shows what was deleted), `gone` (a 404 tells), `idempotent` (creates have keys), `put`
(updates replace), `no delete`, `no create`, `no update`. After a field's name: its type, `required`, `readonly`,
`writeonly`, `max N`, `default X`, `unique`, a format, `refers to RESOURCE`, or its values; what follows `#` is its
description.
"""

from __future__ import annotations

import re
from typing import Any

_TYPES = {"string", "integer", "number", "boolean"}
_FORMATS = {"date-time", "date", "email", "uuid"}


def describe(text: str) -> dict[str, Any]:
    """The description of the system that the text tells of."""
    head, *blocks = re.split(r"\n\s*\n", text.strip())
    title, _, said = head.partition(":")
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for block in blocks:
        first, *lines = block.splitlines()
        name, _, can = first.partition(":")
        abilities = {one.strip() for one in can.split(",") if one.strip()}
        kind = _kind(name)
        schemas[kind] = _schema(lines)
        paths |= _paths(name, kind, abilities)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": "1", "description": said.strip()},
        "servers": [{"url": "https://api.example"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _kind(name: str) -> str:
    words = re.split(r"[-_]", name)
    last = words[-1]
    one = f"{last[:-3]}y" if last.endswith("ies") else last.removesuffix("s")
    return "".join(word.capitalize() for word in (*words[:-1], one))


def _schema(lines: list[str]) -> dict[str, Any]:
    root: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    for line in lines:
        told, _, description = line.partition("#")
        path, *words = told.split()
        holder = root
        *outer, last = path.split(".")
        for part in outer:
            inner = holder["properties"][part.removesuffix("[]")]
            holder = inner["items"] if part.endswith("[]") else inner
        made = _field(words)
        if last.endswith("[]"):
            made = {"type": "array", "items": made if words else {"type": "object", "properties": {}, "required": []}}
        elif not words:
            made = {"type": "object", "properties": {}, "required": []}
        if description.strip():
            made["description"] = description.strip()
        holder["properties"][last.removesuffix("[]")] = made
        if "required" in words:
            holder["required"].append(last.removesuffix("[]"))
    return root


def _field(words: list[str]) -> dict[str, Any]:
    said = " ".join(words)
    if "|" in words:
        values, _, _rest = said.partition("  ")
        made: dict[str, Any] = {"type": "string", "enum": [re.sub(r" .*", "", v.strip()) for v in values.split("|")]}
    else:
        made = {"type": next((word for word in words if word in _TYPES), "string")}
    for word in _FORMATS & set(words):
        made["format"] = word
    if "max" in words:
        made["maxLength"] = int(words[words.index("max") + 1])
    if "default" in words:
        made["default"] = words[words.index("default") + 1]
    if "readonly" in words:
        made["readOnly"] = True
    if "writeonly" in words:
        made["writeOnly"] = True
    if "unique" in words:
        made["description"] = "Unique among all."
    if "refers" in words:
        made["description"] = f"The id of one of the {words[words.index('refers') + 2]}."
    return made


def _query(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": kind, **more}}


_PAGING = {
    "cursor": [_query("cursor"), _query("limit", "integer", maximum=200)],
    "page": [_query("page", "integer"), _query("per_page", "integer", maximum=100)],
    "offset": [_query("offset", "integer"), _query("limit", "integer", maximum=500)],
    "link": [_query("per_page", "integer", maximum=100)],
}


def _paths(name: str, kind: str, can: set[str]) -> dict[str, Any]:
    item = {"$ref": f"#/components/schemas/{kind}"}
    listed: dict[str, Any] = {"type": "object", "properties": {"data": {"type": "array", "items": item}}}
    inputs: list[dict[str, Any]] = []
    headers: dict[str, Any] = {}
    for style, asked in _PAGING.items():
        if style in can:
            inputs += asked
            if style == "cursor":
                listed["properties"]["next_cursor"] = {"type": "string", "nullable": True}
            if style == "link":
                headers["Link"] = {"schema": {"type": "string"}}
    if "since" in can:
        inputs.append(_query("updated_since", format="date-time"))
    if "tombstones" in can:
        inputs.append(_query("include_deleted", "boolean"))
    answer = {"description": "The items.", "headers": headers, "content": {"application/json": {"schema": listed}}}
    one = {"description": "The item.", "content": {"application/json": {"schema": item}}}
    body = {"required": True, "content": {"application/json": {"schema": item}}}
    key = [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}] if "idempotent" in can else []
    whole: dict[str, Any] = {"get": {"parameters": inputs, "responses": {"200": answer}}}
    if "no create" not in can:
        whole["post"] = {"parameters": key, "requestBody": body, "responses": {"201": one}}
    single: dict[str, Any] = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "get": {"responses": {"200": one, "404": {"description": "Not there."}}},
    }
    if "no update" not in can:
        single["put" if "put" in can else "patch"] = {"requestBody": body, "responses": {"200": one}}
    if "no delete" not in can:
        single["delete"] = {"responses": {"204": {"description": "Deleted."}}}
    return {f"/{name}": whole, f"/{name}/{{id}}": single}
