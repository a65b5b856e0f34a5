"""The verification report for both companies: what it says, and that it stays text, whatever stands in a document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

from tests.render.helpers import FALSIFIED
from tests.verify.helpers import example

from interlock.model.document import Document
from interlock.model.place import whole_file
from interlock.model.roles import END_USER, having
from interlock.model.verdict import Judgement, Observation, Seen, Verdict
from interlock.render.page.lanes import lanes
from interlock.render.page.verification import PLAYED_LIVE, Made, verification_page


def document() -> Document:
    return example().document


_AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
_MADE = Made(datetime(2027, 1, 20, 8, 30, tzinfo=UTC), "1.2.3", {"scope": "a" * 64, "spec": "b" * 64})
_HOSTILE = "<script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>\"'\x1b\u202e"


def _verdict(name: str, judgement: Judgement, **more: str) -> Verdict:
    left, right = (one.name for one in document().systems)
    lines = (
        Observation(_AT, left, "showed it: `total` `5`", Seen.STATE),
        Observation(_AT, left, more.get("what", "it is made"), Seen.DONE),
        Observation(_AT + timedelta(minutes=1), right, "POST /bills → 503", Seen.REQUEST),
        Observation(_AT + timedelta(minutes=3), right, "POST /bills → 201", Seen.REQUEST),
        Observation(_AT + timedelta(minutes=4), "", "went wrong: there are two", Seen.JUDGED),
        Observation(_AT + timedelta(minutes=4), right, "shows two", Seen.STATE),
    )
    return Verdict(
        name,
        more.get("text", "When it is made, it is there."),
        whole_file("x.interlock.md"),
        judgement,
        more.get("reason", "there are two"),
        lines,
        _AT + timedelta(minutes=4) if judgement is Judgement.NOT_MET else None,
        240.0,
        0.5,
    )


def _names() -> list[str]:
    return [one.name for one in document().criteria]


def _page(*verdicts: Verdict) -> str:
    return verification_page(document(), verdicts, _MADE)


def _words(page: str) -> str:
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_it_says_what_is_met_what_went_wrong_first_and_for_what_that_holds() -> None:
    first, second, *_ = _names()
    page = _page(_verdict(first, Judgement.NOT_MET), _verdict(second, Judgement.MET))
    words = _words(page)
    assert "Of 2 criteria, 1 not met, 1 met." in words
    assert "It first went wrong after 4.0 min" in words
    assert words.count("← first wrong here") == 1
    assert "went wrong: there are two ← first wrong here" in words
    assert "Interlock 1.2.3" in words
    assert "a" * 64 in words
    assert f"{len(_names()) - 2} criteria were not played." in words
    assert "<details open>" in page


def test_it_says_what_each_criterion_notices_and_what_none_does() -> None:
    names = _names()
    found = replace(FALSIFIED, weighed=(replace(FALSIFIED.weighed[0], criterion=names[0]), *FALSIFIED.weighed[1:]))
    words = _words(verification_page(document(), [_verdict(names[0], Judgement.MET)], _MADE, found=found))
    assert "Notices 1 kind of broken integration carries no delete over: Invoice in Books" in words
    assert "Cuts texts off: Invoice in Books To notice it, add:" in words
    assert "1 of 4" in words
    some = _words(
        verification_page(document(), [_verdict(names[0], Judgement.MET)], _MADE, found=replace(found, whole=False))
    )
    assert "What nothing notices" not in some
    assert "Broken on purpose and noticed by these criteria 1 of 4" in some


def test_a_whole_report_says_who_accepts_it_and_where() -> None:
    whole = [_verdict(name, Judgement.MET) for name in _names()]
    (user,) = having(document(), END_USER)
    words = _words(_page(*whole))
    assert f"{user.name} ({user.company}) accepts this report: this page cannot take it." in words
    assert "interlock render --for partner" in words
    nobody = replace(document(), people=())
    apart = [_page(*whole[1:]), verification_page(document(), whole, _MADE, played=PLAYED_LIVE)]
    for page in [*apart, verification_page(nobody, whole, _MADE)]:
        assert "Who accepts it" not in page


def test_it_loads_and_runs_nothing_whatever_stands_in_it() -> None:
    name = _names()[0]
    page = _page(_verdict(name, Judgement.NOT_MET, what=_HOSTILE, reason=_HOSTILE, text=_HOSTILE))
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"<(script|img|iframe|link|object)\b|<[^>]*\bsrc=|@import|url\(", page.split("</style>")[1])
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_drawing_has_every_request_and_deed_at_its_time_and_the_wrong_moment() -> None:
    left, right = (one.name for one in document().systems)
    for narrow in (False, True):
        drawn = lanes(_verdict("x", Judgement.NOT_MET), (left, right), narrow=narrow)
        assert drawn is not None
        assert [dot.kind for dot in drawn.dots] == ["done", "refused", "request", "wrong"]
        share = [round((dot.x - drawn.start) / (drawn.end - drawn.start), 2) for dot in drawn.dots]
        assert share == [0, 0.25, 0.75, 1]
        assert drawn.wrong == (float(drawn.end), "wrong after 4.0 min")
        assert all(0 < dot.y < drawn.height for dot in drawn.dots)
    assert lanes(Verdict("x", "", whole_file("x"), Judgement.MET, ""), (left, right)) is None
