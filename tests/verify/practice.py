"""Small documents for what integrations meet in practice, and the two plain APIs that they stand between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.verify.helpers import Case, case_of

Fields = Sequence[tuple[str, str]]
"""Names of fields with their schemas, in the flow style of YAML; the first is required."""

TEXT, COUNT, AMOUNT = "{type: string}", "{type: integer}", "{type: number}"

_HEAD = """\
openapi: 3.0.3
info: {{title: {name}, version: "1"}}
servers: [{{url: "https://{name}.example/v1"}}]
security: [{{key: []}}]
paths:
"""
_PATHS = """\
  /{one}:
    get:
      parameters:
        - {{name: limit, in: query, schema: {{type: integer, maximum: 500, default: 100}}}}
        - {{name: cursor, in: query, schema: {{type: string}}}}
        - {{name: updated_since, in: query, schema: {{type: string, format: date-time}},
           description: Only what changed at or after this moment.}}
      responses:
        "200":
          description: a page
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {{type: array, items: {{$ref: "#/components/schemas/{one}"}}}}
                  next_cursor: {{type: string, nullable: true}}
    post:
      requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/{one}"}}}}}}}}
      responses:
        "201": {{description: made, content: {{application/json: {{schema: {{$ref: "#/components/schemas/{one}"}}}}}}}}
        "422": {{description: refused}}
  /{one}/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get:
      responses:
        "200": {{description: one, content: {{application/json: {{schema: {{$ref: "#/components/schemas/{one}"}}}}}}}}
        "404": {{description: gone}}
    patch:
      requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/{one}Change"}}}}}}}}
      responses:
        "200": {{description: done, content: {{application/json: {{schema: {{$ref: "#/components/schemas/{one}"}}}}}}}}
        "422": {{description: refused}}
    delete:
      responses: {{"204": {{description: gone}}}}
"""
_PARTS = """\
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
  schemas:
"""
_SCHEMA = """\
    {one}:
      type: object
      required: [{required}]
      properties:
        id: {{type: string, readOnly: true}}
{fields}
        created_at: {{type: string, format: date-time, readOnly: true}}
        updated_at: {{type: string, format: date-time, readOnly: true}}
    {one}Change:
      type: object
      properties:
{fields}
"""


def api(name: str, resources: Mapping[str, Fields]) -> bytes:
    """The description of a plain API with these resources."""
    paths = "".join(_PATHS.format(one=one) for one in resources)
    schemas = "".join(
        _SCHEMA.format(
            one=one, required=fields[0][0], fields="\n".join(f"        {name}: {kind}" for name, kind in fields)
        )
        for one, fields in resources.items()
    )
    return (_HEAD.format(name=name) + paths + _PARTS + schemas).encode()


_FRONT = """\
---
interlock: 1
version: 1.0.0
---

# {title}

## Systems

| System | Company | What it is | API description |
| ------ | ------- | ---------- | --------------- |
| Till   | North   | tills      | [a.yaml](a.yaml) |
| Books  | South   | accounting | [b.yaml](b.yaml) |

## Owner

Ida Rhodes <ida@north.example>, North.

"""
_READINGS = """\
## Data map

| Record  | Till       | Books     | Source of truth | Direction | On conflict          | On delete |
| ------- | ---------- | --------- | --------------- | --------- | -------------------- | --------- |
| Reading | `readings` | `entries` | Till            | →         | source of truth wins | keep      |

| Record  | Matched by           | Create missing | Starting | How often |
| ------- | -------------------- | -------------- | -------- | --------- |
| Reading | `code` = `reference` | in Books       | all      | at once   |

## Field mapping

### Reading

| Till    | Direction | Books       | Rule |
| ------- | --------- | ----------- | ---- |
| `code`  | →         | `reference` |      |
| `meter` | →         | `source`    |      |
| `kwh`   | →         | `amount`    |      |

## Acceptance criteria

- **peak**: {peak}

## Assumptions and considerations

- Till allows 60,000 requests per minute.
- Books allows 60,000 requests per minute.
"""


_PEAK = (
    "When {count:,} Readings are created in Till within 1 hour, "
    "every Reading exists exactly once in Books within 15 minutes of the last."
)


def peak(count: int) -> Case:
    """A peak hour of so many items, which the stated limits allow."""
    descriptions = {
        "a.yaml": api("till", {"readings": (("code", TEXT), ("meter", TEXT), ("kwh", COUNT))}),
        "b.yaml": api("books", {"entries": (("reference", TEXT), ("source", TEXT), ("amount", COUNT))}),
    }
    return case_of(_FRONT.format(title="Readings") + _READINGS.format(peak=_PEAK.format(count=count)), descriptions)


def demanding() -> Case:
    """Books takes an update only with `source` and `memo` in it, of which the latter is not mapped."""
    books = api("books", {"entries": (("reference", TEXT), ("source", TEXT), ("amount", COUNT), ("memo", TEXT))})
    change = b"    entriesChange:\n      type: object\n"
    assert change in books
    descriptions = {
        "a.yaml": api("till", {"readings": (("code", TEXT), ("meter", TEXT), ("kwh", COUNT))}),
        "b.yaml": books.replace(change, change + b"      required: [source, memo]\n"),
    }
    return case_of(_FRONT.format(title="Readings") + _READINGS.format(peak=_PEAK.format(count=10)), descriptions)


_SALES = """\
## Data map

| Record | Till      | Books      | Source of truth | Direction | On conflict                       | On delete |
| ------ | --------- | ---------- | --------------- | --------- | --------------------------------- | --------- |
| Client | `clients` | `parties`  | Till            | ↔         | newest wins, else source of truth | delete    |
| Sale   | `sales`   | `invoices` | Till            | →         | source of truth wins              | delete    |

| Record | Matched by         | Create missing | Starting | How often       |
| ------ | ------------------ | -------------- | -------- | --------------- |
| Client | `mail` = `email`   | in both        | all      | every 5 minutes |
| Sale   | `number` = `docno` | in Books       | all      | every 2 minutes |

## Field mapping

### Client

| Till    | Direction | Books   | Rule |
| ------- | --------- | ------- | ---- |
| `mail`  | ↔         | `email` |      |
| `name`  | ↔         | `title` |      |
| `phone` | ↔         | `tel`   |      |

### Sale

| Till              | Direction | Books           | Rule                        |
| ----------------- | --------- | --------------- | --------------------------- |
| `number`          | →         | `docno`         |                             |
| `client`          | →         | `party`         | the linked Client           |
| `discount_cents`  | →         | `discount`      | cents to amount in `unit`   |
| `tax_cents`       | →         | `tax`           | cents to amount in `unit`   |
| `shipping_cents`  | →         | `freight`       | cents to amount in `unit`   |
| `unit`            | →         | `currency`      |                             |
| `lines[]`         | →         | `rows[]`        | paired by `sku` = `article` |
| `lines[].sku`     | →         | `rows[].article` |                            |
| `lines[].count`   | →         | `rows[].pieces` |                             |
| `lines[].cents`   | →         | `rows[].price`  | cents to amount in `unit`   |

## Acceptance criteria

{criteria}

## When something goes wrong

| When                   | Then                                                          |
| ---------------------- | ------------------------------------------------------------- |
| a 400 or 422 answer    | retry 3 times with backoff, then hold the item and alert      |
| a 5xx answer or no answer | pause the system, retry every minute, alert after 15 minutes |
"""
_LINES = (
    "{type: array, items: {type: object, required: [sku], "
    "properties: {sku: {type: string}, count: {type: integer}, cents: {type: integer}}}}"
)
_ROWS = (
    "{type: array, items: {type: object, required: [article], "
    "properties: {article: {type: string}, pieces: {type: integer}, price: {type: number}}}}"
)
_UNIT = "{type: string, enum: [EUR, USD]}"


def sales(criteria: Mapping[str, str]) -> Case:
    """Sales of several lines and their clients, with these criteria by name."""
    descriptions = {
        "a.yaml": api(
            "till",
            {
                "clients": (("mail", "{type: string, format: email}"), ("name", TEXT), ("phone", TEXT)),
                "sales": (
                    ("number", TEXT),
                    ("client", TEXT),
                    ("discount_cents", COUNT),
                    ("tax_cents", COUNT),
                    ("shipping_cents", COUNT),
                    ("unit", _UNIT),
                    ("lines", _LINES),
                ),
            },
        ),
        "b.yaml": api(
            "books",
            {
                "parties": (("email", "{type: string, format: email}"), ("title", TEXT), ("tel", TEXT)),
                "invoices": (
                    ("docno", TEXT),
                    ("party", TEXT),
                    ("discount", AMOUNT),
                    ("tax", AMOUNT),
                    ("freight", AMOUNT),
                    ("currency", _UNIT),
                    ("rows", _ROWS),
                ),
            },
        ),
    }
    listed = "\n".join(f"- **{name}**: {sentence}" for name, sentence in criteria.items())
    return case_of(_FRONT.format(title="Sales") + _SALES.format(criteria=listed), descriptions)


_PRODUCTS = """\
## Data map

| Record  | Till       | Books    | Source of truth | Direction | On conflict                       | On delete |
| ------- | ---------- | -------- | --------------- | --------- | --------------------------------- | --------- |
| Tag     | `tags`     | `labels` | Till            | →         | source of truth wins              | keep      |
| Product | `products` | `goods`  | Till            | ↔         | newest wins, else source of truth | keep      |

| Record  | Matched by         | Create missing | Starting | How often       |
| ------- | ------------------ | -------------- | -------- | --------------- |
| Tag     | `name` = `title`   | in Books       | all      | every 2 minutes |
| Product | `sku` = `article`  | in Books       | all      | every 2 minutes |

## Field mapping

### Tag

| Till   | Direction | Books   | Rule |
| ------ | --------- | ------- | ---- |
| `name` | →         | `title` |      |

### Product

| Till        | Direction | Books         | Rule                           |
| ----------- | --------- | ------------- | ------------------------------ |
| `sku`       | ↔         | `article`     |                                |
| `tag_ids[]` | ↔         | `labels[].id` | the linked Tag, each, as a set |

## Acceptance criteria

{criteria}
"""
_LABELS = "{type: array, items: {type: object, properties: {id: {type: string}, note: {type: string}}}}"


def products(criteria: Mapping[str, str]) -> Case:
    """Products with the ids of their tags, in Books each in an object."""
    descriptions = {
        "a.yaml": api(
            "till",
            {
                "tags": (("name", TEXT),),
                "products": (("sku", TEXT), ("tag_ids", "{type: array, items: {type: string}}")),
            },
        ),
        "b.yaml": api("books", {"labels": (("title", TEXT),), "goods": (("article", TEXT), ("labels", _LABELS))}),
    }
    listed = "\n".join(f"- **{name}**: {sentence}" for name, sentence in criteria.items())
    return case_of(_FRONT.format(title="Products") + _PRODUCTS.format(criteria=listed), descriptions)
