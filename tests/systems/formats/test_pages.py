"""Reference pages: Markdown, HTML and PDF say the same, never more than likely."""

from __future__ import annotations

import dataclasses

import pytest
import typst
from tests.systems.formats.helpers import learned, record_of, works

from interlock.model.fact import Confidence, Fact
from interlock.model.profile import PagingStyle, Verb

MARKDOWN = """# Stock API

Base address: `https://api.stock.example`. Sign in with `Authorization: Bearer TOKEN`.

## Items

### List items

`GET /v1/items`

| Parameter | Type | Description |
| --- | --- | --- |
| `cursor` | string | The cursor of the next page, from `next_cursor` |
| `limit` | integer | At most 200 |

```json
{"items": [{"id": "i1", "name": "Cup", "amount": 3, "updated_at": "2026-01-01T00:00:00Z"}], "next_cursor": "x"}
```

### Create an item

`POST /v1/items`

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| `name` | string | yes | What it is called, maximum 40 characters |
| `amount` | integer | no | How many |
| `state` | string | no | One of `new`, `old` |

Response:

```json
{"id": "i1", "name": "Cup", "amount": 3, "state": "new", "updated_at": "2026-01-01T00:00:00Z"}
```

### Get an item

`GET /v1/items/:id`

### Change an item

`PATCH /v1/items/:id`

- `name` (string): What it is called
- `amount` (integer): How many

### Delete an item

`DELETE /v1/items/:id`
"""

HTML = """<!doctype html><html><head><title>x</title><script>GET /evil/scripts</script></head><body>
<nav>GET /nav/things</nav><h1>Stock API</h1><p>Limited to 600 requests per hour.</p>
<h2>List items</h2><p><code>GET /v1/items</code></p>
<table><tr><th>Parameter</th><th>Description</th></tr>
<tr><td><code>page</code></td><td>The page</td></tr><tr><td><code>modified_since</code></td>
<td>changed since</td></tr></table>
<pre><code>{"data": [{"id": 1, "name": "Cup", "modified": "2026-01-01T00:00:00Z"}]}</code></pre>
</body></html>"""


def test_requests_fields_and_paging_are_learned() -> None:
    found = learned(stock__md=MARKDOWN)
    items = record_of(found, "items")
    assert {(o.verb, o.method, o.path) for o in items.operations} == {
        (Verb.LIST, "GET", "/v1/items"),
        (Verb.CREATE, "POST", "/v1/items"),
        (Verb.GET, "GET", "/v1/items/{id}"),
        (Verb.UPDATE, "PATCH", "/v1/items/{id}"),
        (Verb.DELETE, "DELETE", "/v1/items/{id}"),
    }
    paging = items.paging.value
    assert paging is not None
    assert (paging.style, paging.token_param, paging.next_path, paging.size_max) == (
        PagingStyle.CURSOR,
        "cursor",
        "next_cursor",
        200,
    )
    name, state = items.field("name"), items.field("state")
    assert name is not None
    assert state is not None
    assert (name.max_length, name.required, state.enum) == (40, True, ("new", "old"))


def test_nothing_of_a_page_is_sure() -> None:
    profile = learned(stock__md=MARKDOWN).profile

    def facts(value: object) -> list[Fact[object]]:
        if isinstance(value, Fact):
            return [value]
        if isinstance(value, tuple):
            return [f for v in value for f in facts(v)]
        if dataclasses.is_dataclass(value):
            return [f for known in dataclasses.fields(value) for f in facts(getattr(value, known.name))]
        return []

    known = [fact for fact in facts(profile) if fact.known]
    assert len(known) > 8
    assert all(fact.confidence is not Confidence.SURE for fact in known)


def test_a_sandbox_of_a_page_works() -> None:
    works(learned(stock__md=MARKDOWN).profile, "items", field="name", value="Jug")


def test_a_web_page_is_read() -> None:
    found = learned(stock__html=HTML)
    items = record_of(found, "items")
    assert [r.name for r in found.profile.records] == ["items"]
    assert items.since.value is not None
    assert items.since.value.parameter == "modified_since"
    limit = found.profile.rate_limit.value
    assert limit is not None
    assert (limit.requests, limit.per_s) == (600, 3600)


def test_the_text_of_a_pdf_is_read() -> None:
    page = b"= Stock API\nThe service is limited to 90 requests per minute.\n\n/*x*/ GET /v1/items lists the items."
    found = learned(stock__pdf=typst.compile(page))
    limit = found.profile.rate_limit.value
    assert limit is not None
    assert limit.requests == 90


@pytest.mark.parametrize("data", [b"%PDF-1.7\nbroken", b"%PDF-", b"<!doctype html>" + b"<div>" * 3000])
def test_broken_pages_give_findings(data: bytes) -> None:
    assert learned(a__pdf=data).findings


def test_what_is_said_of_lists_in_general_is_asked() -> None:
    page = "# API\n\n## Filtering\n\n| Parameter | Description |\n| --- | --- |\n| `updated_since` | changed since |\n"
    found = learned(a__md=page + "\nGET /v1/orders answers the orders of the API.\n")
    assert "said-of-lists" in [f.code for f in found.findings]
