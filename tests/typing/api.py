"""The public interface as a program uses it: never run, only checked by mypy."""

from __future__ import annotations

from pathlib import Path

import interlock
from interlock.model.finding import Finding
from interlock.model.plan import CycleReport, Plan
from interlock.model.verdict import Verdict


def everything(folder: Path) -> None:
    project: interlock.Project = interlock.load(folder)
    findings: tuple[Finding, ...] = interlock.check(project, scope_only=False)
    written: Path | None = interlock.learn("Desk", folder / "desk.yaml", folder=folder).written
    verdicts: list[Verdict] = list(interlock.verify(project, only=("arrives",), seed=1))
    plan: Plan = interlock.plan(project, env="sandbox")
    report: CycleReport = interlock.run(project, env="sandbox")
    print(findings, written, verdicts, plan, report)  # noqa: T201
