"""A document as data: every part of it with its place, in the fields of the library's `Document`."""

from __future__ import annotations

from pathlib import PurePath

from interlock.model.document import Document
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.dataclass_data import datum_of, schema_of

SCHEMA = "urn:interlock:schema:document:1"


def document_json(document: Document, *, version: str) -> str:
    """The document as JSON (`docs/schemas/document.json`); `version` is the tool's.

    Files are named without their folders, which are one machine's.
    """
    name = PurePath(document.path).name
    return dumps(headed(SCHEMA, version, {"document": _named(datum_of(document), document.path, name)}))


def _named(value: JSON, path: str, name: str) -> JSON:
    if isinstance(value, dict):
        return {
            key: name if inner == path and key in {"path", "file"} else _named(inner, path, name)
            for key, inner in value.items()
        }
    return [_named(one, path, name) for one in value] if isinstance(value, list) else value


def document_schema() -> dict[str, JSON]:
    """The schema of it."""
    return schema_of(
        Document,
        id_=SCHEMA,
        key="document",
        title="A document as data",
        about="What `interlock export --format json` prints: what two companies wrote, each part with its place.",
    )
