"""Whether both companies signed a layer of the document."""

from __future__ import annotations

from datetime import datetime

from interlock.gates.condition import Found
from interlock.gates.ground import Ground
from interlock.gates.sayings import leading
from interlock.model.agreement import Layer, SignedBy, parties, same, signers
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Turn


def signed(ground: Ground, layer: Layer) -> Found:
    """Whether each company has a signature of the layer that holds, and who of those without one may sign."""
    document = ground.document
    all_of_it = ground.agreed.of(layer)
    missing: list[str] = []
    turn: list[Turn] = []
    basis, expired = [], False
    for party in parties(document):
        theirs = [one for one in all_of_it if same(one.party) == same(party)]
        holding = [one for one in theirs if one.holds]
        if holding:
            basis.append(_basis(max(holding, key=_when)))
            continue
        may = signers(document, layer, party)
        turn += [Turn.of(one) for one in may] or leading(document)
        expired = expired or any(one.genuine for one in theirs)
        missing.append(_missing(party, theirs, layer, may=", ".join(printable(one.name) for one in may)))
    if not parties(document):
        missing.append("the table of systems names no company that could sign")
        turn += leading(document)
    dated = [one.at for one in basis if one.at is not None]
    stands = ground.since.get(layer.value)
    since = max([stands, *dated]) if stands is not None else max(dated, default=None)
    close = f"`interlock sign --layer {layer.value}`"
    return Found(
        tuple(missing), tuple(dict.fromkeys(turn)), tuple(basis), since, expired, close, ground.digests_of(layer.value)
    )


def _missing(party: str, theirs: list[SignedBy], layer: Layer, *, may: str) -> str:
    changed = [one for one in theirs if one.genuine and one.changed]
    if changed:
        last = max(changed, key=_when)
        what = last.changed[0].name + (f" and {len(last.changed) - 1} more" if len(last.changed) > 1 else "")
        return f"what {printable(last.name)} signed for {printable(party)} has changed: {printable(what)}"
    trouble = next((one for one in theirs if one.trouble is not None), None)
    if trouble is not None and trouble.trouble is not None:
        return f"the signature of {printable(party)} does not count: {trouble.trouble.value}"
    who = f"; {may} may" if may else "; nobody under People may, see `interlock sign --check`"
    return f"{printable(party)} has not signed the {layer.value}{who}"


def _basis(one: SignedBy) -> Basis:
    what = f"signed for {one.party} ({one.grade.value}), version {one.version}"
    return Basis(BasisKind.SIGNATURE, printable(what), by=one.name, at=one.when, file=one.file)


def _when(one: SignedBy) -> float:
    return one.when.timestamp() if isinstance(one.when, datetime) else 0.0
