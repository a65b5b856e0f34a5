"""The readiness report as a page: it loads nothing, runs nothing and sends nothing."""

from __future__ import annotations

from interlock.model.readiness import Answer, Capability, Readiness
from interlock.render.page import environment, markup, packed, policy, source
from interlock.render.readiness import asked, headline, named, open_count, points, question, score, titles

_CLASSES = {Answer.YES: "good", Answer.NO: "bad", Answer.UNKNOWN: "doubt"}


def readiness_page(report: Readiness) -> str:
    """The report as one HTML file, to read, to print and to send."""
    style = source("page.css") + "\n" + source("readiness.css")
    text = (
        environment()
        .get_template("readiness.html.j2")
        .render(
            report=report,
            policy=policy(style, ""),
            style=markup(style),
            named=named,
            score=score,
            titles=titles,
            asked=asked,
            question=question,
            headline=headline,
            points=points,
            kind=_kind,
            said=_said,
            open_count=open_count(report),
        )
    )
    return packed(text)


def _kind(one: Capability) -> str:
    """How an answer is coloured."""
    if one.told.answer is Answer.YES and not one.settled:
        return "doubt"
    return _CLASSES[one.told.answer]


def _said(one: Capability) -> str:
    return one.told.confidence.value if one.told.answer is Answer.YES and not one.settled else one.told.answer.value
