"""The public interface as a program uses it: never run, only checked by mypy."""

from __future__ import annotations

from pathlib import Path

import interlock
from interlock.model.agreement import Agreed, Layer, SignedBy
from interlock.model.differences import Differences
from interlock.model.finding import Finding
from interlock.model.history import Decision, Entry, Held
from interlock.model.plan import CycleReport, Line, Plan
from interlock.model.proposal import Proposal
from interlock.model.status import Status
from interlock.model.verdict import Verdict


def everything(folder: Path) -> None:
    project: interlock.Project = interlock.load(folder)
    findings: tuple[Finding, ...] = interlock.check(project, scope_only=False)
    written: Path | None = interlock.learn("Desk", folder / "desk.yaml", folder=folder).written
    verdicts: list[Verdict] = list(interlock.verify(project, only=("arrives",), seed=1))
    plan: Plan = interlock.plan(project, env="sandbox")
    report: CycleReport = interlock.run(project, env="sandbox")
    held: tuple[Held, ...] = interlock.held(project, env="sandbox")
    interlock.decide(project, held, Decision.LEFT, by="Ida")
    history: tuple[Entry, ...] = interlock.history(project, record="Client", most=3)
    status: Status = interlock.status(project)
    interlock.pause(project, ["Client"], reason="the books are closed")
    interlock.resume(project)
    undone: tuple[Line, ...] = interlock.undo(project, 7)
    proposal: Proposal = interlock.propose(project, interlock.load(folder / "new.interlock.md", folder=folder))
    interlock.unlink(project, "Client", "c-1")
    interlock.link(project, "Client", "c-1", "44")
    proposals, mapped = interlock.map_fields(project, "Client", accept="sure", dry_run=True)
    records = interlock.map_records(project)[0].selected
    signed: tuple[SignedBy, ...] = interlock.sign(project, [Layer.SPEC], by="Ida", key=folder / "key").signatures
    agreed: Agreed = interlock.signatures(project)
    changed: Differences = interlock.diff("HEAD~1", where=folder)
    print(signed, agreed, changed)  # noqa: T201
    print(history, status, undone, proposal, proposals.selected, mapped.rows, records)  # noqa: T201
    print(findings, written, verdicts, plan, report)  # noqa: T201
