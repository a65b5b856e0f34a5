"""Request bodies in the forms that systems read."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import orjson

from interlock.errors import NotPossible
from interlock.model.corrections import SOME_CORRECTIONS
from interlock.model.profile import BodyForm
from interlock.model.value import JSON

_JSON_FORMS = {BodyForm.JSON, BodyForm.MERGE_PATCH, BodyForm.JSON_API}


def encoded(form: BodyForm, data: JSON) -> bytes:
    """The body as bytes.

    Raises:
        NotPossible: the form is one that is not written (XML, multipart, files).
    """
    if form in _JSON_FORMS:
        return orjson.dumps(data)
    if form is BodyForm.FORM:
        return urlencode(list(_pairs("", data))).encode()
    raise NotPossible(
        f"a body of {form.value} cannot be written",
        hint=f"if the system reads JSON too, say so in `{SOME_CORRECTIONS}`",
    )


def _pairs(name: str, value: JSON) -> Iterator[tuple[str, str]]:
    """A form's fields: objects as `a[b]`, arrays as `a[0]`, null as empty."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _pairs(f"{name}[{key}]" if name else key, inner)
    elif isinstance(value, list):
        if not value and name:
            yield name, ""
        for position, inner in enumerate(value):
            yield from _pairs(f"{name}[{position}]", inner)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    else:
        yield name, "" if value is None else str(value)
