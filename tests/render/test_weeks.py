"""The weekly report as people read it: whole, in each form."""

from __future__ import annotations

from dataclasses import replace

from tests.render.helpers import WEEK

from interlock.model.week import StoryKept
from interlock.render.brief import brief_text
from interlock.render.brief_markdown import brief_markdown
from interlock.render.page.brief import brief_page
from interlock.render.weeks import week_brief

BRIEF = week_brief(WEEK)


def test_as_text() -> None:
    assert (
        brief_text(BRIEF)
        == """\
Invoices: promises kept
From 2026-02-23 to 2026-03-01, environment production

What the integration between Acorn (Desk) and Birch (Books) did of what the stories promise.

Promises: 416 of 419 changes came in time
Excused: 2 came later for a reason that no promise covers
Held now: 2

Stories

  billed-once
    “As a clerk, when an invoice is paid, the books show it within 5 minutes, so that I never retype
    it.”
    - 412 changes of Invoice reached Books (120 of them new): 409 within 5 min, 3 later (the longest
      took 22 min); 2 more are excused: a system did not answer, was paused, or a person had to
      decide

  rare
    “As a clerk, I see new clients.”
    - no change of Client had to reach Books
    - 1 change of Client reached Desk; no criterion promises a time; the longest took 0.00 s

  unclear
    “As a clerk, I am <b>glad</b>.␛”
    - no record of the data map is known for it

  What no story speaks of
    - 7 changes of Note reached Desk: all within 15 min (the longest took 4.2 s)

Held and decided
  - at least 9 items were held, 6 released
  - Ida Rhodes decided about 4 items
  - Kay McNulty decided about 1 item
  - 2 still held (conflict), the oldest for 3 d

What changed in the document
  - 2026-02-25, version 1.1.0, decided by Ida Rhodes: tax is mapped

What was proven, signed and said
  - 2026-02-27: verification: met
  - 2026-02-28: acceptance (stories): accepted, by Ruth Lichter (does not count any more)

Dated in the future, so not of these days
  - 2027-04-05: acceptance (verification): accepted, by Ruth Lichter

What needs a person now
  - 2 held items to be decided about: see `interlock held`

Made on 2026-03-01 09:00 UTC; counts and times only, no values of any item.
"""
    )


def test_before_anything_ran() -> None:
    story = StoryKept("billed-once", "As a clerk, I never retype it.", ())
    week = replace(WEEK, environment="", stories=(story,), needs=("Ida Rhodes (End user): stories",), ran=False)
    assert (
        brief_text(week_brief(week))
        == """\
Invoices: promises kept
From 2026-02-23 to 2026-03-01

What the integration between Acorn (Desk) and Birch (Books) did of what the stories promise.

Promises: nothing ran yet

Stories

  billed-once
    “As a clerk, I never retype it.”
    - nothing ran yet

Held and decided
  - nothing ran yet

What changed in the document
  - 2026-02-25, version 1.1.0, decided by Ida Rhodes: tax is mapped

What was proven, signed and said
  - 2026-02-27: verification: met
  - 2026-02-28: acceptance (stories): accepted, by Ruth Lichter (does not count any more)

Dated in the future, so not of these days
  - 2027-04-05: acceptance (verification): accepted, by Ruth Lichter

What needs a person now
  - Ida Rhodes (End user): stories

Made on 2026-03-01 09:00 UTC; counts and times only, no values of any item.
"""
    )


def test_as_markdown() -> None:
    assert (
        brief_markdown(BRIEF)
        == """\
# Invoices: promises kept

From 2026-02-23 to 2026-03-01, environment production

What the integration between Acorn (Desk) and Birch (Books) did of what the stories promise.

- **Promises**: 416 of 419 changes came in time
- **Excused**: 2 came later for a reason that no promise covers
- **Held now**: 2

## Stories

### billed-once

“As a clerk, when an invoice is paid, the books show it within 5 minutes, so that I never retype it.”

- 412 changes of Invoice reached Books (120 of them new): 409 within 5 min, 3 later (the longest took 22 min); 2 more are excused: a system did not answer, was paused, or a person had to decide

### rare

“As a clerk, I see new clients.”

- no change of Client had to reach Books
- 1 change of Client reached Desk; no criterion promises a time; the longest took 0.00 s

### unclear

“As a clerk, I am \\<b\\>glad\\</b\\>.�”

- no record of the data map is known for it

### What no story speaks of

- 7 changes of Note reached Desk: all within 15 min (the longest took 4.2 s)

## Held and decided

- at least 9 items were held, 6 released
- Ida Rhodes decided about 4 items
- Kay McNulty decided about 1 item
- 2 still held (conflict), the oldest for 3 d

## What changed in the document

- 2026-02-25, version 1.1.0, decided by Ida Rhodes: tax is mapped

## What was proven, signed and said

- 2026-02-27: verification: met
- 2026-02-28: acceptance (stories): accepted, by Ruth Lichter (does not count any more)

## Dated in the future, so not of these days

- 2027-04-05: acceptance (verification): accepted, by Ruth Lichter

## What needs a person now

- 2 held items to be decided about: see `interlock held`

Made on 2026-03-01 09:00 UTC; counts and times only, no values of any item.
"""  # noqa: E501 - as it is printed
    )


def test_as_a_page() -> None:
    """It says the same, loads and runs nothing, and what a document says in it stays text."""
    page = brief_page(BRIEF)
    assert '<li dir="auto">412 changes of Invoice reached Books (120 of them new): 409 within 5 min, 3 later' in page
    assert "I am &lt;b&gt;glad&lt;/b&gt;" in page
    assert "script-src &#39;none&#39;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
