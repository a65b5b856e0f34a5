"""An OpenAPI description (2.0, 3.0, 3.1): what all others are drawn as.

Taken: everything that the other pages of these documents say.
Never: what a description does not say; that becomes a question.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.value import JSON
from interlock.systems.formats._format import Drawing, Format, Source


def version_of(root: JSON) -> str:
    """`OpenAPI 3.1.0`, or empty where it is none."""
    if not isinstance(root, dict):
        return ""
    for key in ("openapi", "swagger"):
        found = root.get(key)
        if isinstance(found, str | int | float) and str(found)[:1] in "23":
            return f"OpenAPI {found}"
    return ""


def _recognises(source: Source) -> bool:
    return bool(version_of(source.value))


def _draw(sources: Sequence[Source]) -> Drawing:
    root = sources[0].value
    return Drawing(root if isinstance(root, dict) else {}, version_of(root))


_EXAMPLE = (
    "shop.openapi.yaml",
    """openapi: 3.1.0
info: {title: Shop}
paths:
  /tickets:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses:
        "200":
          content:
            application/json:
              schema: {type: array, items: {type: object, properties: {id: {type: string}, title: {type: string}}}}
""",
)

FORMAT = Format("OpenAPI", _recognises, _draw, weight=100, example=_EXAMPLE)
