"""Takes back that a whole item was created, deleted or archived: as one write, only where nothing was done since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from interlock.errors import NotPossible, UsageError
from interlock.mapping import PairMapping, Unfit, Waiting, agree
from interlock.model.decisions import DeleteKind, DeleteRule, Leaving
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import Act, Link, LinkState, Seen
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.plan import ChangeKind, FieldChange
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.mentions import mentioned
from interlock.sync.observe import item_of
from interlock.sync.order import is_referred
from interlock.sync.record import Record
from interlock.sync.render import revived
from interlock.sync.situation import Write
from interlock.sync.telling import told
from interlock.sync.values import nothing_in, own_way, shade

_OURS = timedelta(seconds=5)
"""A stamp so soon after we noted a write is that of the write: by so much clocks and answers may be off."""

_WRITTEN = (EntryKind.CREATED, EntryKind.UPDATED, EntryKind.OVERWRITTEN, EntryKind.RESTORED, EntryKind.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Taken:
    """An item with what was written of it: `seen` has both sides as they were just looked at."""

    record: Record
    entry: Entry
    side: Side
    link: Link
    seen: Mapping[Side, Seen]
    binned: bool = False
    """the system still shows it as deleted"""

    @property
    def where(self) -> str:
        """The item, as people are told."""
        return f"{self.record.name} `{self.entry.item_id}`"

    @property
    def here(self) -> str:
        """The system that was written."""
        return self.record.systems[self.side]

    @property
    def there(self) -> str:
        """The other system."""
        return self.record.systems[self.side.other]


class UndoingItems:
    """Makes of an entry that tells of a whole item the write that takes it back.

    With `whole`, all that was done together is taken back: what was created is deleted where the system can, whatever
    the document says of deletes, and whoever calls sees to what refers to it.
    """

    def __init__(
        self, records: Mapping[str, Record], peers: Mapping[Side, Peer], ledger: Ledger, *, whole: bool = False
    ) -> None:
        self._records = records
        self._peers = peers
        self._ledger = ledger
        self._whole = whole

    def write(self, item: Taken, by: str) -> tuple[Write, dict[Side, Seen]]:
        """The write, and the sides that it is decided on.

        Raises:
            UsageError: it cannot be taken back; the message says why and what to do instead.
        """
        entry = item.entry
        what = {EntryKind.CREATED: "create", EntryKind.DELETED: "delete"}.get(entry.kind, "archiving")
        reason = f"{by} took back the {what} of {entry.at:%Y-%m-%d %H:%M:%S} UTC (#{entry.number})"
        match entry.kind:
            case EntryKind.CREATED:
                return self._uncreate(item, reason), dict(item.seen)
            case EntryKind.DELETED:
                return self._undelete(item, reason)
            case _:
                return self._unarchive(item, reason), dict(item.seen)

    # A create

    def _uncreate(self, item: Taken, reason: str) -> Write:
        now, other = item.seen[item.side], item.seen[item.side.other]
        if item.link.state is not LinkState.ACTIVE or now.gone or now.archived:
            raise UsageError(f"{item.where} is not in use in {item.here} any more, so there is nothing to take back")
        if other.gone:
            raise UsageError(
                f"`{other.id}`, which {item.where} was made from, is gone in {item.there}",
                hint="what the document says of deletes decides what becomes of it; see `interlock plan`",
            )
        fields = self._as_written(item, now)
        if not self._whole:
            self._demand_no_dependents(item)
        reason = f"{reason}; `{other.id}` in {item.there} stays, and nothing is created for it again"
        ways = [(Act.DELETE, ChangeKind.DELETE), (Act.ARCHIVE, ChangeKind.ARCHIVE)]
        rule = item.record.row.on_delete.value
        if rule is not None and rule.kind is DeleteKind.ARCHIVE and not self._whole:
            ways = ways[1:]
        how = rule if rule is not None and rule.kind is DeleteKind.ARCHIVE else DeleteRule(DeleteKind.ARCHIVE)
        for act, kind in ways:
            if self._possible(item, act, how, now):
                return Write(act, kind, item.side, fields, {}, reason, item.entry.place, how)
        raise UsageError(
            f"{item.here} has no way to delete or archive {item.where}", hint="take it away in the system itself"
        )

    def _possible(self, item: Taken, act: Act, how: DeleteRule, now: Seen) -> bool:
        peer, resource, before = self._peers[item.side], item.record.resource(item.side), item_of(item.record, now)
        try:
            if act is Act.DELETE:
                peer.delete_request(resource, before)
            else:
                peer.archive_request(resource, before, field=how.field, value=how.value)
        except NotPossible:
            return False
        return True

    def _as_written(self, item: Taken, now: Seen) -> tuple[FieldChange, ...]:
        """The values that go with the item, where they are just those that the create wrote."""
        written = item.entry.after
        if not isinstance(written, Mapping):
            raise UsageError(
                f"the history no longer has what was written to {item.where}, so nothing tells whether it was changed",
                hint="take it away in the system itself, if it is to go",
            )
        values = item.record.mapping.read(item.side, now.body, self._ledger)
        fields = []
        for name, pair in item.record.pairs.items():
            value = shade(values[name])
            shown = told(pair, value, item.side, self._ledger)
            wrote = written.get(name, ABSENT)
            if wrote is not ABSENT and not (agree(shown, wrote) or own_way(wrote, shown)):
                raise _changed(item, name)
            if not nothing_in(value):
                fields.append(self._lost(pair, value))
        self._demand_ours_last(item, now)
        return tuple(fields)

    def _lost(self, pair: PairMapping, value: Canonical) -> FieldChange:
        reason = "it goes with the item"
        return FieldChange(pair.name, value, ABSENT, reason, value, pair.sensitive, str(pair.row.span))

    def _demand_ours_last(self, item: Taken, now: Seen) -> None:
        """See by its stamp that nobody else wrote the item since we did, also in a field that is not mapped."""
        if now.updated_at is None:
            return
        history = self._ledger.history(record=item.record.name, link=item.link.id)
        ours = max((one.at for one in history if one.side is item.side and one.kind in _WRITTEN), default=item.entry.at)
        ahead_s = self._ledger.cursor(item.record.name, item.side).offset_s or 0.0
        resolution_s = max(1.0, item.record.profiles[item.side].stamp_resolution_s.value or 1.0)
        if now.updated_at - timedelta(seconds=ahead_s + resolution_s) > ours + _OURS:
            raise _changed(item, "")

    def _demand_no_dependents(self, item: Taken) -> None:
        """See that nothing in the system refers to the item."""
        for record in self._records.values():
            if not is_referred(item.record, [record.name], self._records):
                continue
            for seen in self._ledger.every(record.name, item.side):
                if (item.record.name, item.link.id) in mentioned(record, seen, self._ledger):
                    raise UsageError(
                        f"{record.name} `{seen.id}` in {item.here} refers to {item.where}, so that it cannot go",
                        hint="take back or change what refers to it first",
                    )

    # A delete

    def _undelete(self, item: Taken, reason: str) -> tuple[Write, dict[Side, Seen]]:
        now, other = item.seen[item.side], item.seen[item.side.other]
        if not now.gone:
            raise UsageError(f"{item.where} is there in {item.here}, so there is nothing to take back")
        if item.link.state not in (LinkState.PARTED, LinkState.ENDED):
            raise UsageError(f"{item.where} was not deleted by the sync alone", hint="see `interlock history` of it")
        if not other.gone and (other.archived or not other.in_scope):
            why = "is archived" if other.archived else "does not satisfy the condition"
            raise UsageError(
                f"`{other.id}` in {item.there}, which {item.where} belongs to, {why}, so nothing is made of it again",
                hint=f"take it into use in {item.there} first",
            )
        self._demand_key_free(item, now if other.gone else other)
        if item.binned and self._restores(item, now):
            return Write(Act.REVIVE, ChangeKind.RESTORE, item.side, (), {}, reason, item.entry.place), dict(item.seen)
        values = self._values(item, now if other.gone else other)
        reason = f"{reason}; it is made again with a new id, {self._from(item, other)}"
        missing = [
            name
            for name in item.record.pairs
            if name not in values and not nothing_in(shade(self._read(item.record, now)[name]))
        ]
        if missing:
            reason += f"; without {', '.join(f'`{name}`' for name in missing)}, which the document writes nowhere there"
        write = Write(Act.CREATE, ChangeKind.CREATE, item.side, (), values, reason, item.entry.place)
        return write, {item.side.other: other}

    def _from(self, item: Taken, other: Seen) -> str:
        unmapped = "what the document does not map does not come back"
        if other.gone:
            stays = f"`{other.id}` in {item.there} stays deleted, and the two are one again if it is restored"
            return f"as it was last seen; {stays}; {unmapped}"
        return f"as `{other.id}` in {item.there} is now, and linked with it; {unmapped}"

    def _values(self, item: Taken, source: Seen) -> dict[str, Canonical]:
        values: dict[str, Canonical] = {}
        for name, value in self._read(item.record, source).items():
            if not item.record.pairs[name].direction.writes(item.side):
                continue
            if isinstance(value, Unfit | Waiting):
                why = value.reason if isinstance(value, Unfit) else f"it refers to {value.record} `{value.id}`"
                raise UsageError(
                    f"`{name}` of {item.where} cannot be written again: {why}",
                    hint=f"create it again in {item.here} itself",
                )
            if value is not ABSENT:
                values[name] = value
        return values

    def _read(self, record: Record, seen: Seen) -> Mapping[str, Canonical | Unfit | Waiting]:
        return record.mapping.read(seen.side, seen.body, self._ledger)

    def _restores(self, item: Taken, now: Seen) -> bool:
        try:
            self._peers[item.side].restore_request(item.record.resource(item.side), item_of(item.record, now))
        except NotPossible:
            return False
        return True

    def _demand_key_free(self, item: Taken, source: Seen) -> None:
        if source.key is None or not item.record.matched:
            return
        twins = self._ledger.of_keys(item.record.name, item.side, [source.key]).get(source.key, ())
        if twins:
            raise UsageError(
                f"`{twins[0]}` in {item.here} has the match key of {item.where}, so that it would be there twice",
                hint="link the two that are left with `interlock link`",
            )

    # An archiving

    def _unarchive(self, item: Taken, reason: str) -> Write:
        now, other = item.seen[item.side], item.seen[item.side.other]
        if now.gone or not now.archived:
            raise UsageError(f"{item.where} is not archived in {item.here}, so there is nothing to take back")
        self._demand_ours_last(item, now)
        leaves = item.record.leaving is Leaving.ARCHIVE and not other.gone and not other.in_scope
        if leaves and item.link.state is LinkState.ACTIVE:
            raise UsageError(
                f"{item.where} would be archived again, as `{other.id}` in {item.there} does not satisfy the condition",
                hint="change what the condition asks for, or the document; then the item can be taken up again",
            )
        try:
            revived(item.record, item.side, item_of(item.record, now), self._peers[item.side])
        except NotPossible as fault:
            raise UsageError(
                fault.message, hint=f"take {item.where} out of the archive in {item.here} itself"
            ) from None
        return Write(Act.REVIVE, ChangeKind.RESTORE, item.side, (), {}, reason, item.entry.place)


def _changed(item: Taken, name: str) -> UsageError:
    what = f"`{name}` of {item.where}" if name else item.where
    return UsageError(
        f"{what} has changed in {item.here} since, so nothing was undone",
        hint=f"see what came after it with `interlock history --item {item.entry.item_id}`",
    )
