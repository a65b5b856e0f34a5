"""The page in a real browser: it runs nothing of the document, fits phone and paper, and gives the partner's reply."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.render.browser import Watched, browser
from tests.render.view.documents import PROFILES, TEXT, document

import interlock
from interlock.asking.replies import read_reply
from interlock.model.profile import FieldProfile
from interlock.model.reply import Acceptable, Acceptance
from interlock.model.value import Side
from interlock.render.page import page, partner_page
from interlock.render.view import view_of
from interlock.rules import check

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DIGESTS = {"scope": "a" * 64, "spec": "b" * 64}
SCRIPT = "<script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>\"'><svg onload=alert(3)>"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def project(examples: Path) -> interlock.Project:
    return interlock.load(examples / "orders")


def saved(folder: Path, text: str | bytes) -> Path:
    path = folder / "page.html"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("partner", [False, True])
def test_a_hostile_document_and_description_run_nothing(chromium: Browser, tmp_path: Path, partner: bool) -> None:
    words = (
        "Acorn",
        "help desk",
        "Ida Rhodes",
        "Credit notes",
        "Sundays",
        "Jean",
        "hold the item",
        "Which tax?",
        "small",
    )
    text = TEXT
    for word in words:
        text = text.replace(word, f"{word} {SCRIPT}")
    field = PROFILES[Side.LEFT].records[0].fields[0]
    hostile = FieldProfile(
        field.path, field.type, label=SCRIPT, example=SCRIPT, enum=(SCRIPT,), format=SCRIPT, unit=SCRIPT
    )
    records = PROFILES[Side.LEFT].records[0].fields[1:]
    left = type(PROFILES[Side.LEFT])(
        "Desk", records=(type(PROFILES[Side.LEFT].records[0])("invoices", fields=(hostile, *records)),)
    )
    view = view_of(document(text), profiles={**PROFILES, Side.LEFT: left}, digests=DIGESTS)
    seen = Watched(chromium.new_page(), saved(tmp_path, partner_page(view) if partner else page(view)))
    assert "<script>alert(1)</script>" in seen.page.inner_text("main")
    assert seen.trouble == []
    assert seen.left == []
    assert seen.page.locator("main img, main svg[onload], body script:not([src]):not(#shown)").count() == int(partner)


def test_the_policy_stops_what_would_run_all_the_same(chromium: Browser, tmp_path: Path) -> None:
    text = page(view_of(document())).replace("</main>", "<script>alert(1)</script><img src=x onerror=alert(2)></main>")
    seen = Watched(chromium.new_page(), saved(tmp_path, text))
    assert not [one for one in seen.trouble if one.startswith("dialog")]
    assert [one for one in seen.trouble if "Content Security Policy" in one]


def test_the_scope_of_the_example_is_two_printed_pages(
    chromium: Browser, project: interlock.Project, tmp_path: Path
) -> None:
    path = saved(tmp_path, interlock.render(project, scope_only=True))
    seen = Watched(chromium.new_page(), path)
    data = seen.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 2


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_cut_off(chromium: Browser, tmp_path: Path, width: int) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselanhänger" * 2
    arabic = "فواتير العملاء"
    text = TEXT.replace("Credit notes", long).replace("Desk", "D" * 60).replace("`total_cents`", f"`{'t' * 90}`")
    text = text.replace("Invoices reach the *books*", arabic).replace("help desk", arabic)
    context = chromium.new_context(viewport={"width": width, "height": 900})
    seen = Watched(context.new_page(), saved(tmp_path, partner_page(view_of(document(text), digests=DIGESTS))))
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    too_wide = """[...document.querySelectorAll('main *:not(svg *):not(.hidden):not(thead, thead *)')]
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"""
    assert seen.page.evaluate(too_wide) == 0


def test_the_partner_asks_answers_proposes_and_agrees(chromium: Browser, tmp_path: Path) -> None:
    view = view_of(document(), profiles=PROFILES, digests=DIGESTS)
    context = chromium.new_context(accept_downloads=True, offline=True)
    seen = Watched(context.new_page(), saved(tmp_path, partner_page(view)))
    at = seen.page
    at.get_by_role("button", name="Save my reply").click()
    assert "your name is missing" in at.inner_text("#told")
    at.fill("input[name=name]", "Grace 🌊 O'Neil")
    at.fill("input[name=company]", "Birch")
    at.get_by_role("button", name="Ask about Invoice/on-delete").click()
    at.fill(".composer textarea", 'Why | not\n"deleted" \\ at all? <b>')
    at.get_by_role("button", name="Add to my reply").click()
    at.get_by_role("button", name="Ask about Invoice/total_cents").click()
    at.check("input[value=proposal]")
    at.fill(".composer textarea", "net amounts")
    at.get_by_role("button", name="Add to my reply").click()
    at.locator("[data-question='Why never deleted?'] textarea").fill("Because of the law")
    at.check("input[value=scope]")
    at.reload()
    assert at.input_value("input[name=name]") == "Grace 🌊 O'Neil"
    with at.expect_download() as download:
        at.get_by_role("button", name="Save my reply").click()
    data = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename.endswith(".reply.json")
    reply = read_reply(data, "reply.json")
    assert (reply.name, reply.company, reply.layers) == ("Grace 🌊 O'Neil", "Birch", DIGESTS)
    assert [(one.about, one.text) for one in reply.questions] == [
        ("Invoice/on-delete", 'Why | not "deleted" \\ at all? <b>')
    ]
    assert [(one.about, one.text) for one in reply.proposals] == [("Invoice/total_cents", "net amounts")]
    assert [(one.question, one.text) for one in reply.answers] == [("Why never deleted?", "Because of the law")]
    assert [(one.layer, one.digest) for one in reply.approvals] == [("scope", "a" * 64)]
    assert seen.trouble == []


def test_an_end_user_accepts_and_nobody_else_does(chromium: Browser, tmp_path: Path) -> None:
    view = view_of(document(), profiles=PROFILES, digests=DIGESTS)
    run = (("met", "An invoice arrives <b>"), ("not met", "A blank stays"))
    accepts = (
        Acceptable("stories", "c" * 64, ("Mary Jackson",)),
        Acceptable("report", "d" * 64, ("Mary Jackson",), datetime(2026, 11, 21, 9, tzinfo=UTC), run),
    )
    context = chromium.new_context(accept_downloads=True, offline=True)
    seen = Watched(context.new_page(), saved(tmp_path, partner_page(view, accepts)))
    at = seen.page
    assert at.inner_text("#accept li:nth-child(2)").split() == ["not", "met", "A", "blank", "stays"]
    at.fill("input[name=name]", "Grace Hopper")
    at.fill("input[name=company]", "Birch")
    at.check("input[value=stories]")
    at.check("input[value=report]")
    at.get_by_role("button", name="Save my reply").click()
    assert "Only Mary Jackson can accept" in at.inner_text("#told")
    at.fill("input[name=name]", "Dr. mary jackson")
    at.reload()
    with at.expect_download() as download:
        at.get_by_role("button", name="Save my reply").click()
    reply = read_reply(Path(download.value.path()).read_bytes(), "reply.json")
    assert reply.acceptances == (Acceptance("stories", "c" * 64), Acceptance("report", "d" * 64))
    assert (reply.name, reply.approvals, seen.trouble) == ("Dr. mary jackson", (), [])


def test_axe_finds_nothing_serious(chromium: Browser, tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, and axe comes by it")
    kept = Path(__file__).parents[2] / ".pytest_cache" / "axe"
    source = kept / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        kept.mkdir(parents=True, exist_ok=True)
        got = subprocess.run(
            [npm, "install", "--silent", "--prefix", str(kept), "axe-core@4"], capture_output=True, check=False
        )
        if got.returncode or not source.exists():
            pytest.skip("axe-core cannot be had by npm")
    view = view_of(document(), profiles=PROFILES, findings=check(document(), (), PROFILES), digests=DIGESTS)
    # What axe does in the page is not the page's own.
    at = Watched(chromium.new_context(bypass_csp=True).new_page(), saved(tmp_path, partner_page(view))).page
    at.evaluate(source.read_text(encoding="utf-8"))
    for scheme, width, rules in (("light", 1280, ""), ("dark", 1280, "color-contrast"), ("light", 390, "")):
        at.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        at.set_viewport_size({"width": width, "height": 900})
        asked = f"{{runOnly: ['{rules}']}}" if rules else "{}"
        found = json.loads(at.evaluate(f"axe.run({asked}).then(result => JSON.stringify(result.violations))"))
        serious = [one for one in found if one["impact"] in {"serious", "critical"}]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in serious] == [], (scheme, width)
