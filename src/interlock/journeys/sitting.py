"""One person at the documents of a folder: each is gone through to its end, that with the most blocking question first.

What each of them says is told to the others before they are asked about, because some questions concern several.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interlock.asking import most_blocking_first
from interlock.journeys.asking import Session
from interlock.journeys.project import Project, load_all
from interlock.journeys.steps import Step
from interlock.model.clock import Clock
from interlock.model.finding import Finding
from interlock.rules import families


class Sitting:
    """The sessions of all documents that are asked about, one for each; of one document, its only one.

    Args:
        where: a document, or the folder of one or several.
        by: who answers.
        clock: tells the day for Changes; the system's unless given.
        scope_only: leave out what needs field mappings and API descriptions.
        only: ask only what is about this (a record, a reference or a code).
        dry_run: write nothing; `diff` has what would be written.

    Raises:
        UsageError: there is no document.
        InputError: one of them cannot be read as text at all.
    """

    def __init__(
        self,
        where: Path | str = ".",
        *,
        by: str,
        clock: Clock | None = None,
        scope_only: bool = False,
        only: str = "",
        dry_run: bool = False,
    ) -> None:
        projects = load_all(where)
        several = len(projects) > 1
        self.sessions = tuple(
            Session(
                one.document.path,
                by=by,
                clock=clock,
                scope_only=scope_only,
                only=only,
                dry_run=dry_run,
                others=_without(projects, one) if several else None,
            )
            for one in projects
        )
        self._now: Session | None = None
        self._done: list[Session] = []

    @property
    def several(self) -> bool:
        """Whether there are several documents."""
        return len(self.sessions) > 1

    def next(self) -> tuple[Session, Step] | None:
        """The next question, with the session of its document; of another document once one has no more."""
        self._note()
        if self._now is not None and (step := self._now.next()) is not None:
            return self._now, step
        self.tell_each_other()
        waiting = [(session, step) for session in self.sessions if (step := session.next()) is not None]
        if not waiting:
            return None
        first = most_blocking_first((step.finding for _, step in waiting), families())[0]
        self._now, step = next(one for one in waiting if one[1].finding is first)
        return self._now, step

    def back(self) -> bool:
        """Take the last answer back, or ask again what was passed over last; whether there was anything."""
        self._note()
        if not self._done:
            return False
        self._now = self._done.pop()
        return self._now.back()

    def open(self) -> tuple[Finding, ...]:
        """Everything that is open, document by document, most blocking first in each."""
        self.tell_each_other()
        return tuple(finding for session in self.sessions for finding in session.open())

    @property
    def diff(self) -> str:
        """What this sitting changed, as a unified diff; empty where nothing was."""
        return "".join(session.diff for session in self.sessions)

    def tell_each_other(self) -> None:
        """Let each session know what the documents of the others say now."""
        if self.several:
            projects = [session.project for session in self.sessions]
            for session in self.sessions:
                session.hear(_without(projects, session.project))

    def _note(self) -> None:
        """Keep in mind in which document the last answers were given."""
        for session in self.sessions:
            known = self._done.count(session)
            self._done += [session] * (session.can_go_back - known)
            for _ in range(known - session.can_go_back):
                self._done.remove(session)


def _without(projects: Sequence[Project], one: Project) -> tuple[Project, ...]:
    return tuple(other for other in projects if other.document.path != one.document.path)
