"""A delete arrives as an update that empties every field."""

from __future__ import annotations

from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.peer import Item
from interlock.model.value import JSON
from interlock.verify.breakages import deletes_ignored
from interlock.verify.breakages._base import Breakage
from interlock.verify.breakages._meddling import Meddling, meddled


class _Blanks(Meddling):
    def _emptied(self, before: Item) -> Request:
        fields = [one for one in self.record.fields if len(one.path.parts) == 1 and not one.read_only]
        blank: dict[str, JSON] = {one.path.root: None for one in fields if one.nullable and "[]" not in str(one.path)}
        return self.inner.update_request(self.resource, before, {**before.body, **blank})

    def archive_request(self, resource: str, before: Item, *, field: Path | None, value: str | None) -> Request:
        if resource == self.resource:
            return self._emptied(before)
        return self.inner.archive_request(resource, before, field=field, value=value)

    def delete_request(self, resource: str, before: Item) -> Request:
        if resource == self.resource:
            return self._emptied(before)
        return self.inner.delete_request(resource, before)


BREAKAGE = Breakage(
    title="sends a delete as an update that empties every field",
    spots=deletes_ignored.spots,
    build=meddled(_Blanks),
    criterion=deletes_ignored.criterion,
    shows=("deleted",),
)
