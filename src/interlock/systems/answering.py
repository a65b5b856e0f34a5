"""How answers look, read from an OpenAPI description when first asked for."""

from __future__ import annotations

from typing import Any

from interlock.model.answer_form import AnswerForm
from interlock.model.value import JSON
from interlock.systems.answer_forms import FormReader

_DEEPEST = 10


class DescribedAnswers:
    """The answers that a description lists; `root` is its data as it was read."""

    def __init__(self, root: JSON) -> None:
        self._root: Any = root if isinstance(root, dict) else {}
        self._known: dict[tuple[str, str, int], AnswerForm | None] = {}
        self._reader = FormReader(self._resolved)

    def of(self, method: str, path: str, status: int) -> AnswerForm | None:
        """How that answer looks; None where the description does not list the status."""
        key = (method, path, status)
        if key not in self._known:
            self._known[key] = self._read(self._operation(method, path), status)
        return self._known[key]

    def lists(self, method: str, path: str) -> frozenset[int]:
        """The statuses that the description lists for an operation."""
        names = map(str, self._responses(method, path))
        return frozenset(int(name) for name in names if name.isascii() and name.isdigit() and len(name) == 3)

    def _responses(self, method: str, path: str) -> dict[Any, Any]:
        found = _at(self._operation(method, path), "responses")
        return found if isinstance(found, dict) else {}

    def _operation(self, method: str, path: str) -> Any:
        return _at(self._resolved(_at(_at(self._root, "paths"), path)), method.casefold())

    def _read(self, operation: Any, status: int) -> AnswerForm | None:
        responses = _at(operation, "responses")
        by_name = {str(name): response for name, response in responses.items()} if isinstance(responses, dict) else {}
        named = next((name for name in (str(status), f"{status // 100}XX", "default") if name in by_name), None)
        if named is None:
            return None
        response = self._resolved(by_name[named])
        content = response.get("content")
        if isinstance(content, dict) and content:
            kind = next((one for one in content if "json" in str(one).casefold()), next(iter(content)))
            schema = _at(content[kind], "schema")
            kind = "application/json" if "*" in str(kind) else str(kind)
        else:
            schema = response.get("schema")
            kinds = _at(operation, "produces") or self._root.get("produces")
            kind = str(kinds[0]) if isinstance(kinds, list) and kinds else ""
        if not isinstance(schema, dict):
            return AnswerForm(kind)
        return AnswerForm(kind, self._reader.form(schema))

    def _resolved(self, node: Any) -> dict[str, Any]:
        """The node that a chain of references ends at; empty where it ends nowhere."""
        for _ in range(_DEEPEST):
            if not isinstance(node, dict):
                return {}
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return node
            node = self._root if reference.startswith("#/") else None
            for part in reference[2:].split("/"):
                node = _at(node, part.replace("~1", "/").replace("~0", "~"))
        return {}

    resolved = _resolved


def _at(node: Any, key: str) -> Any:
    return node.get(key) if isinstance(node, dict) else None
