"""A system as its own users reach it: over HTTP, one request after the other."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import orjson

from interlock.model.value import JSON

Fields = dict[str, str]


def basic(user: str, password: str) -> str:
    """The header that names a user."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@dataclass
class Rest:
    """Items of one kind at an address.

    `wraps` is what stands round one item, `lists` what stands round many, `fields` are those that are mapped.
    """

    address: str
    authorization: str
    wraps: str = ""
    lists: str = "data"
    query: str = ""
    fields: tuple[str, ...] = ()

    def create(self, values: Mapping[str, str]) -> str | None:
        """Make an item; its id, or None where the answer does not tell."""
        body = self._send("POST", "", values)
        inner = (body or {}).get(self.wraps) if self.wraps else body
        return str(inner["id"]) if isinstance(inner, dict) and "id" in inner else None

    def edit(self, item_id: str, values: Mapping[str, str]) -> bool:
        """Change an item; whether it was there."""
        return self._send("PATCH", f"/{item_id}", values) is not None

    def delete(self, item_id: str) -> bool:
        """Delete an item; whether it was there."""
        return self._send("DELETE", f"/{item_id}", None) is not None

    def all(self) -> dict[str, Fields]:
        """Every item, by id: its mapped fields, as text."""
        found: dict[str, Fields] = {}
        page, cursor = 1, ""
        while True:
            body = self._send("GET", self.query.format(page=page, cursor=cursor), None)
            assert body is not None
            items = body[self.lists]
            assert isinstance(items, list)
            for item in items:
                assert isinstance(item, dict)
                if not item.get("deleted"):
                    found[str(item["id"])] = {name: str(item.get(name) or "") for name in self.fields}
            page, cursor = page + 1, str(body.get("next_cursor") or "")
            if not cursor and not ("{page}" in self.query and items):
                return found

    def _send(self, method: str, path: str, values: Mapping[str, str] | None) -> dict[str, JSON] | None:
        parts = urlsplit(self.address)
        assert parts.hostname is not None
        data = b"" if values is None else orjson.dumps({self.wraps: values} if self.wraps else values)
        headers = {"authorization": self.authorization}
        if values is not None:
            headers["content-type"] = "application/json"
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
        try:
            connection.request(method, parts.path + path, data or None, headers)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status in (404, 410):
            return None
        if response.status >= 300:
            raise AssertionError(f"{method} {self.address}{path}: {response.status} {body[:300]!r}")
        found = orjson.loads(body) if body else {}
        return found if isinstance(found, dict) else {}
