"""Goes through what is open, one question at a time: each answer is tried, written and recorded before the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.asking import (
    Asked,
    NotAnAnswer,
    block_of,
    chosen,
    hand_on,
    leave_open,
    lost_comment,
    most_blocking_first,
    offer,
    propose,
    question_of,
    record,
    settle_questions,
    take_up,
)
from interlock.document import decode, refer
from interlock.errors import UsageError
from interlock.journeys.check import cold_read
from interlock.journeys.documents import demand_document, difference, write_document
from interlock.journeys.judging import Became, Result, key, objection
from interlock.journeys.project import Project, beside, find_document, load, rewritten
from interlock.journeys.steps import ONE_BY_ONE, Step, in_few_words, summed
from interlock.model.clock import Clock
from interlock.model.document import Document
from interlock.model.finding import Finding, Severity
from interlock.model.people import may_decide, named_or_none
from interlock.rules import ColdRead, families


class ChangedMeanwhile(UsageError):
    """Somebody else saved the document during the sitting; the session goes on with what they saved."""


class Session:
    """One sitting: the document's version is raised once, however many answers are given.

    Args:
        where: the document, or the folder that holds it.
        by: who answers.
        clock: tells the day for Changes; the system's unless given.
        scope_only: leave out what needs field mappings and API descriptions.
        only: ask only what is about this (a record, a reference or a code).
        dry_run: write nothing; `diff` has what would be written.
        others: the projects of the folder's other documents, where they are read already.
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
        others: Sequence[Project] | None = None,
    ) -> None:
        self.path = find_document(Path(where))
        self._data = files.read(self.path, what="document")
        self.project = load(self.path)
        self._others = tuple(others) if others is not None else beside(self.project, readable_only=True)
        known = named_or_none(self.project.document, by)
        self.by = known.name if known is not None and by.casefold() != known.role.casefold() else by.strip()
        self._clock = clock or SystemClock()
        self._scope_only, self._only, self._dry_run = scope_only, only.casefold(), dry_run
        self._version: str | None = None
        self._passed: list[tuple[tuple[str, str], ...]] = []
        self._past: list[tuple[str, str | None, int]] = []
        self._alone: set[str] = set()
        self._first_text = self.project.document.text
        self.read = self._checked(self.project)
        # What this sitting leaves open is not asked again in it.
        self._left_before = frozenset(map(key, self.left_open))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that `check` finds now."""
        return self.read.findings

    # What is asked

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self.project.document

    def open(self) -> tuple[Finding, ...]:
        """Everything that is open, most blocking first."""
        asked = [one for one in self.findings if one.severity is not Severity.NOTE and self._is_meant(one)]
        # What is left open on purpose is taken up by whoever names it, and nothing more.
        named = (one for one in self.left_open if one.subject.casefold() == self._only)
        asked += [one for one in named if key(one) in self._left_before]
        return most_blocking_first(asked, families())

    @property
    def left_open(self) -> tuple[Finding, ...]:
        """What is left open on purpose: it is not asked, and can be answered all the same."""
        return tuple(one.finding for one in self.read.silenced)

    def next(self) -> Step | None:
        """The next question that was not passed over, or None."""
        passed = {each for group in self._passed for each in group}
        waiting = [one for one in self.open() if key(one) not in passed]
        if not waiting:
            return None
        asked = self._asked(waiting[0])
        block = block_of(asked, waiting)
        if block is not None and block.record in self._alone:
            block = None
        return Step(waiting[0], offer(asked), block, len(waiting))

    def step(self, finding: Finding) -> Step:
        """One finding by itself."""
        return Step(finding, offer(self._asked(finding)))

    @property
    def decides(self) -> bool:
        """Whether whoever answers may decide at least something; else all answers are proposals."""
        document = self.document
        names = ["", *(row.name for row in document.records)]
        return document.owner is None or any(may_decide(document, self.by, name) for name in names)

    # What is answered

    def say(self, step: Step, said: str) -> Result:
        """Give an answer as people write it: the number of a choice, or words; those in quotes are never a number.

        Raises:
            ChangedMeanwhile: the document was changed by somebody else meanwhile; it is read anew.
            InterlockError: the document cannot be written.
        """
        try:
            return self.answer(step, chosen(step.choices, said))
        except NotAnAnswer as no:
            return Result(Became.REFUSED, str(no))

    def answer(self, step: Step, words: str) -> Result:
        """Try an answer and write it down; one that leaves the question open or brings an error changes nothing.

        Raises:
            ChangedMeanwhile: the document was changed by somebody else meanwhile; it is read anew.
            InterlockError: the document cannot be written.
        """
        if step.block is not None and words.strip().casefold() == ONE_BY_ONE:
            self._alone.add(step.block.record)
            return Result(Became.WRITTEN)
        if step.block is not None:
            step = replace(step, block=step.block.told(words))  # what it does not speak of is asked again
        told = step.block.offer if step.block is not None else step.offer
        if told is None:
            return Result(Became.REFUSED, f"this is not settled in a few words: {step.elsewhere}")
        try:
            text = told.write(words)
        except (NotAnAnswer, LookupError) as no:
            return Result(Became.REFUSED, str(no))
        if not self._may(step.finding):
            refused = objection(step.findings, before=self.read, after=self._tried(text).read)
            if refused is not None:
                return refused
            return self._keep(step, propose(self.document, summed(step), by=self.by, answer=words), Became.PROPOSED)
        lost = lost_comment(self.document.text, text)
        if lost:
            return Result(Became.REFUSED, f"that would take the comment `{lost}` away: move it in an editor first")
        version = self._version
        for one in step.findings:
            if one in self.left_open:
                text = take_up(rewritten(self.project, text).document, one)
        for one in step.findings if self.document.questions else ():
            text = settle_questions(text, one, by=self.by, answer=words)
        if told.versions:
            version = rewritten(self.project, text).document.version.text
        if told.decides:
            what = in_few_words(summed(step), words)
            text, version = record(text, by=self.by, day=self._day(), what=what, version=version)
        tried = self._tried(text)
        refused = objection(step.findings, before=self.read, after=tried.read)
        return refused if refused is not None else self._keep(step, text, Became.WRITTEN, version, tried)

    def hand_on(self, step: Step, name: str) -> Result:
        """Ask somebody else, whom the document names, by a row under Questions."""
        person = named_or_none(self.document, name)
        if person is None:
            return Result(Became.REFUSED, f"the document names nobody who is called `{name}` or has that role")
        text = hand_on(self.document, summed(step), by=self.by, to=person.name)
        return self._keep(step, text, Became.HANDED_ON, self._version)

    def leave_open(self, step: Step, why: str) -> Result:
        """Decide that a question stays open, by a row under Left open on purpose; only who decides may."""
        if not why.strip():
            return Result(Became.REFUSED, "say why it is left open: whoever comes later will ask")
        if not self._may(step.finding):
            return Result(Became.REFUSED, "only the owner, or a delegate, can leave a question open")
        if any(one in self.left_open for one in step.findings):
            return Result(Became.REFUSED, "it is left open already")
        document = self.document
        for one in step.findings:
            text = leave_open(document, one, by=self.by, why=why)
            document = rewritten(self.project, text).document
        refused = objection(step.findings, before=self.read, after=self._tried(document.text).read)
        if refused is not None:
            return refused
        what = in_few_words(summed(step), f"left open, {why}")
        text, version = record(document.text, by=self.by, day=self._day(), what=what, version=self._version)
        return self._keep(step, text, Became.WRITTEN, version)

    def skip(self, step: Step) -> None:
        """Pass a question over for this sitting."""
        self._past.append((self.document.text, self._version, len(self._passed)))
        self._passed.append(tuple(map(key, step.findings)))

    def back(self) -> bool:
        """Take the last answer back, or ask again what was passed over last; whether there was anything."""
        if not self._past:
            return False
        text, version, passed = self._past.pop()
        del self._passed[passed:]
        if text != self.document.text:
            self._write(text)
        self._version = version
        return True

    @property
    def can_go_back(self) -> int:
        """How many steps can be taken back."""
        return len(self._past)

    def hear(self, others: Sequence[Project]) -> None:
        """Take up what the folder's other documents say now, which may answer questions of this one, and ask others."""
        before, self._others = [one.document.text for one in self._others], tuple(others)
        if before != [one.document.text for one in others]:
            self.read = self._checked(self.project)

    @property
    def diff(self) -> str:
        """What this sitting changed, as a unified diff; empty where nothing was."""
        return difference(self._first_text, self.document.text, self.path.name)

    # How

    def _asked(self, finding: Finding) -> Asked:
        owner = self.document.owner
        # A proposal is tried as if the owner had taken it.
        by = self.by if owner is None or self._may(finding) else owner.name
        return Asked(self.document, finding, self.project.profiles, by)

    def _is_meant(self, finding: Finding) -> bool:
        subject = finding.subject.casefold()
        return not self._only or self._only in (finding.code, subject) or subject.startswith(f"{self._only}/")

    def _checked(self, project: Project) -> ColdRead:
        return cold_read(project, others=self._others, scope_only=self._scope_only)

    def _may(self, finding: Finding) -> bool:
        if self.document.owner is None and finding.code.startswith("owner-"):
            return True  # nobody else could say who it is
        question = question_of(self.document, finding)
        return may_decide(self.document, self.by, question.about if question is not None else finding.subject)

    def _day(self) -> str:
        return self._clock.now().date().isoformat()

    def _tried(self, text: str) -> _Tried:
        project = rewritten(self.project, text)
        return _Tried(project, self._checked(project))

    def _keep(
        self, step: Step, text: str, became: Became, version: str | None = None, tried: _Tried | None = None
    ) -> Result:
        before = (self.document.text, self._version, len(self._passed))
        self._write(text, tried)
        self._past.append(before)
        self._version = version if became is Became.WRITTEN else self._version
        if became is not Became.WRITTEN:
            # What is proposed or handed on stays open, and is not asked again in this sitting.
            raised = [("question-unanswered", one) for one in self._raised(step)]
            self._passed.append((*map(key, step.findings), *raised))
        return Result(became)

    def _raised(self, step: Step) -> list[str]:
        """What the rows of Questions are called that say what a step asks."""
        asked = summed(step)
        known = refer(self.document, asked.subject)
        about, said = (known.name if known is not None else asked.subject), " ".join(asked.message.split())
        return [one.subject for one in self.document.questions if (one.text, one.about) == (said, about)]

    def _write(self, text: str, tried: _Tried | None = None) -> None:
        data = text.encode()
        if not self._dry_run:
            there = files.read(self.path, what="document")
            if there != self._data:
                theirs = decode(there, str(self.path))
                demand_document(theirs, self.path)
                self._data = there
                self.project = rewritten(self.project, theirs)
                self.read = self._checked(self.project)
                self._past.clear()
                raise ChangedMeanwhile(
                    f"`{self.path}` was changed by somebody else meanwhile",
                    hint="nothing of theirs is lost; it is read anew, answer again",
                )
            write_document(self.path, text)
        self._data = data
        now = tried or self._tried(text)
        self.project, self.read = now.project, now.read


@dataclass(frozen=True, slots=True)
class _Tried:
    """What a text of the document would be, and what would then be open."""

    project: Project
    read: ColdRead
