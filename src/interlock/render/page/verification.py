"""The verification report as a page, for both companies: it loads nothing, runs nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from interlock.model.document import Criterion, Document, Story
from interlock.model.falsification import Falsification
from interlock.model.roles import END_USER, having
from interlock.model.verdict import Judgement, Seen, Verdict
from interlock.render.page import environment, markup, packed, policy, source
from interlock.render.page.lanes import after, begun, lanes
from interlock.render.plain import counted
from interlock.render.times import spanned
from interlock.render.verdicts import reproduce, with_seeds
from interlock.render.view.inline import clean

PLAYED = (
    "Each criterion was played with the integration itself between stand-ins of both systems, made from both API "
    "descriptions, in a time that passes faster than ours. What counts is what the stand-ins hold in the end, not what "
    "the integration says of itself."
)
PLAYED_LIVE = (
    "Each criterion was played in real time with the integration itself on accounts of the real systems that are set "
    "aside for tests. What counts is what the systems show in the end, not what the integration says of itself."
)
PLAYED_EXTERNAL = (
    "Each criterion was played with an integration that is not Interlock's, between stand-ins of both systems, made "
    "from both API descriptions. What counts is what the stand-ins hold in the end."
)
_CLASSES = {Judgement.MET: "good", Judgement.NOT_MET: "bad", Judgement.CANNOT_TELL: "doubt"}
_WORST_FIRST = (Judgement.NOT_MET, Judgement.CANNOT_TELL, Judgement.MET)


@dataclass(frozen=True, slots=True)
class Made:
    """Of what, when and by which version a report was made; `digests` are sha256 by what they are of."""

    at: datetime
    version: str
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """A story, or what belongs to none, with the verdicts on its criteria."""

    id: str
    story: Story | None
    verdicts: tuple[Verdict, ...]

    @property
    def judgement(self) -> Judgement:
        """The worst of them."""
        return next(one for one in _WORST_FIRST if any(verdict.judgement is one for verdict in self.verdicts))


def verification_page(
    document: Document,
    verdicts: Sequence[Verdict],
    made: Made,
    *,
    found: Falsification | None = None,
    played: str = PLAYED,
) -> str:
    """The report as one HTML file, to read, to print and to send.

    Args:
        document: what was verified.
        verdicts: on its criteria; those that are not there were not played.
        made: of what and by what it was made.
        found: what its criteria notice of integrations that are broken on purpose, where that is known.
        played: how they were played, in whole sentences.
    """
    style = source("page.css") + "\n" + source("verification.css")
    left_out = len(document.criteria) - len(verdicts)
    tally = {one: sum(verdict.judgement is one for verdict in verdicts) for one in Judgement}
    text = (
        environment()
        .get_template("verification.html.j2")
        .render(
            document=document,
            groups=_groups(document, verdicts),
            made=made,
            found=found,
            gaps=found.gaps if found is not None and found.whole else (),
            noticed={} if found is None else {one.criterion: one for one in found.weighed},
            tally=tally,
            systems=[clean(one.name) for one in document.systems],
            policy=policy(style, ""),
            style=markup(style),
            title=clean(document.title.text),
            headline=_headline(tally, len(verdicts)),
            kind=_kind,
            after=after,
            begun=begun,
            lanes=lanes,
            spanned=spanned,
            reproduce=lambda verdict: clean(reproduce(verdict)),
            with_seeds=with_seeds,
            met=Judgement.MET,
            is_wrong=_is_wrong,
            counted=counted,
            played=played,
            left_out=left_out,
            # What was played elsewhere, or in part, is not the report that is accepted.
            accepting=_accepting(document) if played == PLAYED and left_out <= 0 else "",
        )
    )
    return packed(text)


def _accepting(document: Document) -> str:
    """Who is to accept the report; empty where nobody is."""
    users = having(document, END_USER)
    named = [f"{clean(one.name)} ({clean(one.company)})" if one.company else clean(one.name) for one in users]
    return f"{', '.join(named)} {'accepts' if len(named) == 1 else 'accept'} this report" if named else ""


def _kind(judgement: Judgement) -> str:
    return _CLASSES[judgement]


def _is_wrong(verdict: Verdict, number: int) -> bool:
    """Whether a line of the timeline is the first moment that it went wrong."""
    line = verdict.timeline[number]
    lines = [n for n, one in enumerate(verdict.timeline) if one.at == verdict.failed_at and one.kind is Seen.JUDGED]
    return line.at == verdict.failed_at and number == next(iter(lines), -1)


def _headline(tally: Mapping[Judgement, int], count: int) -> str:
    if tally[Judgement.MET] == count:
        return f"All {count} acceptance criteria that were played are met." if count > 1 else "The criterion is met."
    said = [f"{tally[one]} {one.value}" for one in _WORST_FIRST if tally[one]]
    return f"Of {counted(count, 'criterion', 'criteria')}, {', '.join(said)}."


def _groups(document: Document, verdicts: Sequence[Verdict]) -> tuple[_Group, ...]:
    known = {one.criterion: one for one in verdicts}

    def of(criteria: Sequence[Criterion]) -> tuple[Verdict, ...]:
        return tuple(known[one.name] for one in criteria if one.name in known)

    groups = [
        _Group(f"s{number}", story, of([one for one in document.criteria if _tells(one, story)]))
        for number, story in enumerate(document.stories)
    ]
    groups.append(_Group("others", None, of([one for one in document.criteria if not one.stories])))
    return tuple(one for one in groups if one.verdicts)


def _tells(criterion: Criterion, story: Story) -> bool:
    return story.name.casefold() in {name.casefold() for name in criterion.stories}
