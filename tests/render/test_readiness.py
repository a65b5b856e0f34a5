"""The readiness report: the whole text, the letter, the data by its schema, and a page that runs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.render.browser import Watched, browser

from interlock.model.fact import Confidence, Evidence
from interlock.model.place import Span
from interlock.model.readiness import (
    Answer,
    By,
    Capability,
    Promise,
    Readiness,
    RecordReadiness,
    Settling,
    SystemReadiness,
    Told,
)
from interlock.render import letter_text, readiness_json, readiness_text
from interlock.render.page.readiness import readiness_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "readiness.json"
SCRIPT = "<script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>"
PROMISE = Promise(Span("a.interlock.md", 9, 1, 9, 5), "Client: On delete is “archive”")
SEES = Capability(
    "sees",
    "shows what was deleted",
    Told(Answer.UNKNOWN),
    "How do we see that a `client` was deleted?",
    "it looks like one that was not asked for",
    (Settling(By.VENDOR, "the parameter"), Settling(By.PROBE, "deletes one")),
    "clients.deletes=tombstone",
    "interlock learn Desk --set clients.deletes=tombstone",
    (PROMISE,),
    8,
    4.0,
)
LISTS = replace(
    SEES,
    code="lists",
    title="lists its items",
    told=Told(Answer.YES, "`GET /clients`", Confidence.SURE, (Evidence("#/paths/~1clients/get", "All clients"),)),
    lost=0.0,
)
IDLE = replace(LISTS, code="idle", title="tells of changes", told=Told(Answer.NO), weight=0, promises=())
SIGNS = replace(LISTS, code="signs", title="says how to sign in", told=Told(Answer.YES, "bearer", Confidence.LIKELY))
DESK = SystemReadiness(
    "Desk",
    "Acorn",
    "Ida <ida@acorn.example>",
    "systems/desk.yaml",
    42,
    (SIGNS,),
    (RecordReadiness("Client", "clients", (SEES, LISTS, IDLE)), RecordReadiness("Bill", "bils", (), False, "bills")),
    whole=48.0,
    absent=24.0,
)
BOOKS = SystemReadiness("Books", "Birch", "Jean", "", None, problem="where is its API description?")
REPORT = Readiness("a.interlock.md", "Clients", "1.0.0", (DESK, BOOKS))


def test_the_whole_text() -> None:
    assert readiness_text(REPORT, evidence=True, width=80) == (
        """\
Clients, version 1.0.0

Desk (Acorn): 41.7 of 100
  −50  Bill: the description has no `bils`; did you mean `bills`?
  −8.3  shows what was deleted: unknown (Client)

The system
says how to sign in  likely

Each record             Client
shows what was deleted  ?
lists its items         yes
tells of changes        (no)
(in brackets: nothing in the document rests on it)

shows what was deleted: unknown (Client)
  in danger line 9, Client: On delete is “archive”
  why       it looks like one that was not asked for
  settle    ask the vendor: the parameter
  settle    probe: deletes one
  write it  interlock learn Desk --set clients.deletes=tombstone

Record                                   How             How sure  Where
        says how to sign in     yes      bearer          likely
Client  shows what was deleted  unknown                  unknown
Client  lists its items         yes      `GET /clients`  sure      #/paths/~1clients/get “All clients”
Client  tells of changes        no                       unknown

Books (Birch): nothing is known of it
  where is its API description?

To Ida <ida@acorn.example>, about the API of Desk:

1. How do we see that a `client` was deleted?
   Why: it looks like one that was not asked for.
   Answer:
"""
    )


def test_a_question_of_two_records_is_asked_once() -> None:
    both = replace(DESK, records=(DESK.records[0], replace(DESK.records[0], name="Guest", resource="guests")))
    said = letter_text([both, BOOKS])
    assert said.count("How do we see") == 1
    assert "The same is asked of `guests`." in said
    assert letter_text([BOOKS]) == ""


def test_the_data_follows_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(readiness_json(REPORT, version="1"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["systems"][0]["questions"] == [
        {"question": SEES.question, "why": SEES.why, "records": ["Client"]},
    ]
    assert (data["systems"][0]["score"], data["systems"][1]["score"]) == (42, None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def test_the_page_fits_and_runs_nothing_of_what_it_shows(chromium: Browser, tmp_path: Path) -> None:
    hostile = replace(
        SEES,
        told=Told(Answer.UNKNOWN, SCRIPT, Confidence.POSSIBLE, (Evidence(SCRIPT + "x" * 300, SCRIPT),)),
        question=SCRIPT + "?",
        state=SCRIPT,
        promises=(Promise(PROMISE.place, SCRIPT),),
    )
    records = (RecordReadiness(SCRIPT, SCRIPT, (hostile,)), RecordReadiness("B", SCRIPT, (), False, SCRIPT))
    system = replace(DESK, system=SCRIPT, company=SCRIPT, asks=SCRIPT, records=records)
    report = Readiness(SCRIPT, SCRIPT, SCRIPT, (system, replace(BOOKS, problem=SCRIPT)))
    path = tmp_path / "page.html"
    path.write_text(readiness_page(report), encoding="utf-8")
    for size in ({"width": 1280, "height": 900}, {"width": 360, "height": 700}):
        page = chromium.new_page(viewport=size)  # type: ignore[arg-type]
        watched = Watched(page, path)
        assert (watched.trouble, watched.left) == ([], [])
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.locator("script, img").count() == 0
        page.close()
