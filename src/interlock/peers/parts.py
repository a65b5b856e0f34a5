"""Which parts of an item a write sends: what may be written, what the operation takes, what changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from interlock.model.path import Path, get, put
from interlock.model.profile import Operation, RecordProfile
from interlock.model.value import ABSENT, JSON, Body

_MOST_KNOWN = 5000
_NESTED = frozenset({dict, list})


@dataclass(frozen=True, slots=True)
class Writable:
    """The paths that are never sent, and those that the operation takes (empty: all)."""

    never: frozenset[str]
    taken: frozenset[str]
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def of(self, body: Body) -> Body:
        """The body without what may not be sent; empty objects that only held such parts are left out."""
        return self._object(body, "")

    def allows(self, path: str) -> bool:
        """Whether a field may be sent."""
        return path not in self.never and (not self.taken or self._is_taken(path))

    def _is_taken(self, path: str) -> bool:
        if path in self.taken or any(known.startswith((f"{path}.", f"{path}[]")) for known in self.taken):
            return True
        # What lies below a field that is taken as a whole is taken with it.
        above = path
        while "." in above:
            above = above.rsplit(".", 1)[0]
            for name in (above, above.removesuffix("[]")):
                if name in self.taken:
                    return not any(known.startswith((f"{name}.", f"{name}[].")) for known in self.taken)
        return False

    def _object(self, body: Body, prefix: str) -> Body:
        are_known = self._known
        if not prefix and not _NESTED.intersection(map(type, body.values())) and all(map(are_known.get, body)):
            return body  # as nearly all are
        kept: Body = {}
        for key, value in body.items():
            path = prefix + key if prefix else key
            known = are_known.get(path)
            if known is None:
                known = self.allows(path) and f"{path}[]" not in self.never
                if len(self._known) < _MOST_KNOWN:  # keys may be data
                    self._known[path] = known
            if not known:
                continue
            if not isinstance(value, dict | list):
                kept[key] = value
                continue
            part = self._value(value, path)
            if part == {} and value != {}:
                continue
            kept[key] = part
        return kept

    def _value(self, value: JSON, path: str) -> JSON:
        if isinstance(value, dict):
            return self._object(value, f"{path}.")
        if isinstance(value, list):
            return [self._object(e, f"{path}[].") if isinstance(e, dict) else e for e in value]
        return value


def writable(record: RecordProfile, operation: Operation) -> Writable:
    """What a write of that operation may send."""
    never = {str(field.path) for field in record.fields if field.read_only}
    return Writable(frozenset(never), frozenset(str(path) for path in operation.fields_accepted))


def changed(before: Body, after: Body) -> Body:
    """The fields at the top of `after` that differ from `before`; null for those that are gone."""
    parts: Body = {key: value for key, value in after.items() if key not in before or not same(before[key], value)}
    return parts | {key: None for key, value in before.items() if key not in after and value is not None}


def merge_patch(before: Body, after: Body) -> Body:
    """The smallest merge patch that turns `before` into `after`: null removes, objects are merged, arrays replaced."""
    patch: Body = {}
    for key, value in after.items():
        old = before.get(key)
        if key in before and same(old, value):
            continue
        patch[key] = merge_patch(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return patch | {key: None for key in before if key not in after}


def with_required(part: Body, item: Body, operation: Operation, *, whole: bool) -> Body:
    """The part of an item that an update sends, with every field that the operation requires as the item has it.

    `whole` says that a field at the top is sent with all that is in it. What the item does not show is left out: an
    invented value would be written over the true one.
    """
    for path in operation.fields_required:
        if any(name.endswith("[]") for name in path.parts[:-1]):
            continue  # a list is sent as a whole
        sent = Path((path.root,)) if whole else path
        value = get(item, sent)
        # In a merge patch null takes a field away.
        if get(part, sent) is ABSENT and value is not ABSENT and (whole or value is not None):
            part = put(part, sent, value)
    return part


def same(left: JSON, right: JSON) -> bool:
    """Whether two values are the same to a system: true is not 1."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same(a, b) for a, b in zip(left, right, strict=True))
    return left == right and isinstance(left, bool) == isinstance(right, bool)
