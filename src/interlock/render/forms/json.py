"""All that a rendering shows as data, for programs; `docs/schemas/view.json` is its schema."""

from __future__ import annotations

from interlock.render.dataclass_data import datum_of
from interlock.render.data import dumps, headed
from interlock.render.form import Form, Settings
from interlock.render.view.model import View

SCHEMA = "urn:interlock:schema:view:1"


def _write(view: View, settings: Settings) -> bytes:
    return dumps(headed(SCHEMA, settings.version, {"view": datum_of(view)})).encode()


FORM = Form(ending=".json", write=_write)
