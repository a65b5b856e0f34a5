"""Events that a description of their own tells of, put beside the requests of the system that sends them."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.value import JSON
from interlock.systems.formats import Drawing


def with_events(root: JSON, events: Sequence[Drawing]) -> JSON:
    """The description with the webhooks and schemas that drawings of events add; what it says itself stays."""
    if not isinstance(root, dict):
        return root
    hooks = _object(root, "webhooks")
    components = _object(root, "components")
    schemas = _object(components, "schemas")
    for drawing in events:
        hooks = {**_object(drawing.root, "webhooks"), **hooks}
        schemas = {**_object(_object(drawing.root, "components"), "schemas"), **schemas}
    return {**root, "webhooks": hooks, "components": {**components, "schemas": schemas}}


def _object(holder: JSON, key: str) -> dict[str, JSON]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}
