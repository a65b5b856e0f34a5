"""All that a rendering shows as data, for programs; `docs/schemas/view.json` is its schema."""

from __future__ import annotations

from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.dataclass_data import datum_of, schema_of
from interlock.render.form import Form, Settings
from interlock.render.view.model import View

SCHEMA = "urn:interlock:schema:view:1"


def _write(view: View, settings: Settings) -> bytes:
    return dumps(headed(SCHEMA, settings.version, {"view": datum_of(view)})).encode()


def view_schema() -> dict[str, JSON]:
    """The schema of it."""
    return schema_of(
        View,
        id_=SCHEMA,
        key="view",
        title="A document as it is shown",
        about="What `interlock render --format json` prints: all that a rendering shows, resolved, in reading order.",
    )


FORM = Form(ending=".json", write=_write)
