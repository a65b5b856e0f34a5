"""What could be wrong about deletes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.adapters.ledger import SqliteLedger
from interlock.model.decisions import DeleteKind
from interlock.model.kept import LinkState
from interlock.sync import deletes, resting, units
from interlock.sync.deletes import one_is_gone
from interlock.sync.record import Record
from interlock.sync.situation import Decided, Linked, Result
from interlock.sync.table import Rest

DEFECTS, defect = defects(climates.DELETING)


@defect()
def deletes_forgotten(patch: pytest.MonkeyPatch) -> None:
    """a delete parts the items, whatever the rule says."""

    def parted(record: Record, item: Linked, gone: Any) -> Decided:
        found = one_is_gone(record, item, gone)
        return Decided(Result.EQUAL, reason="forgotten") if found.writes else found

    patch.setattr("interlock.sync.reconcile.one_is_gone", parted)


@defect(climates.LEAVING)
def guard_down(patch: pytest.MonkeyPatch) -> None:
    """nobody is asked about many deletes."""
    patch.setattr(units.Judge, "_guarded", lambda _self, _gone: "")


@defect()
def edit_goes_with_it(patch: pytest.MonkeyPatch) -> None:
    """an item that was edited goes with its deleted counterpart, and its values with it."""
    patch.setattr(deletes, "edited", lambda *_: ())


@defect(replace(climates.DELETING, words={**climates.PLAIN, "client_delete": "keep"}))
def kept_is_deleted(patch: pytest.MonkeyPatch) -> None:
    """the counterpart of a deleted item goes, though it is to be kept."""
    deleting = Record.deleting

    def always(self: Record, gone: Any) -> Any:
        rule = deleting(self, gone)
        return rule if rule is None or rule.kind is not DeleteKind.KEEP else replace(rule, kind=DeleteKind.DELETE)

    patch.setattr(Record, "deleting", always)


@defect(replace(climates.DELETING, words={**climates.PLAIN, "client_delete": "archive in Books"}))
def archived_anywhere(patch: pytest.MonkeyPatch) -> None:
    """deletes flow to a side where the document does not want that."""
    patch.setattr(Record, "deleting", lambda self, _gone: self.row.on_delete.value)


@defect(replace(climates.DELETING, words={**climates.PLAIN, "client_delete": "archive"}))
def archived_is_deleted(patch: pytest.MonkeyPatch) -> None:
    """what is to be archived is deleted."""
    deleting = Record.deleting

    def hard(self: Record, gone: Any) -> Any:
        rule = deleting(self, gone)
        return None if rule is None else replace(rule, kind=DeleteKind.DELETE)

    patch.setattr(Record, "deleting", hard)


@defect(replace(climates.DELETING, words={**climates.PLAIN, "client_delete": "ask"}))
def nobody_is_asked(patch: pytest.MonkeyPatch) -> None:
    """a delete about which somebody is to be asked is done."""
    against = deletes._stands_against  # noqa: SLF001

    def hasty(record: Any, item: Any, gone: Any, rule: Any, about: str) -> Any:
        return None if rule.kind is DeleteKind.ASK else against(record, item, gone, rule, about)

    patch.setattr(deletes, "_stands_against", hasty)


@defect(replace(climates.DELETING, words={**climates.PLAIN, "client_delete": "keep"}))
def comes_back(patch: pytest.MonkeyPatch) -> None:
    """what was linked with a deleted item is created again where it was deleted."""
    link_at, links_of = SqliteLedger.link_at, SqliteLedger.links_of

    def living(self: Any, record: str, side: Any, item_id: str) -> Any:
        link = link_at(self, record, side, item_id)
        return link if link is not None and link.state is LinkState.ACTIVE else None

    def all_living(self: Any, record: str, side: Any, ids: Any) -> Any:
        return {at: link for at, link in links_of(self, record, side, ids).items() if link.state is LinkState.ACTIVE}

    patch.setattr(SqliteLedger, "link_at", living)
    patch.setattr(SqliteLedger, "links_of", all_living)


@defect(climates.BIN)
def the_link_stays_at_rest(patch: pytest.MonkeyPatch) -> None:
    """what comes out of the bin stays apart from its counterpart."""
    patch.setattr(resting, "what_of_resting", lambda *_: Rest.REMAIN)


@defect(climates.MERGING)
def nobody_is_asked_about_the_merged(patch: pytest.MonkeyPatch) -> None:
    """nobody is asked about the counterpart of an item that was merged into another one."""
    patch.setitem(resting._DO, Rest.PROPOSE, resting._remain)  # noqa: SLF001
