"""From nothing to a document of which nothing is open: `new`, then `ask` to the end, for each template."""

# ruff: noqa: E501 - sentences of a document stand in one line
from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interlock.document import fmt
from interlock.errors import InputError, UsageError
from interlock.journeys.asking import Session
from interlock.journeys.check import check
from interlock.journeys.judging import Became
from interlock.journeys.project import load
from interlock.journeys.starting import Started, new_document, templates
from interlock.journeys.steps import Step
from interlock.model.finding import Severity

OWNER = "Ida Rhodes"
NAMES = [one.name for one in templates()]
TYPED = {
    "matched-by": "`number` = `number`",
    "overview-missing": "What is in Desk is in Books as well, so that nobody types it a second time.",
    "records-missing": "Order, Customer",
    "role-not-filled": "not needed",
    "engineer-missing": "Kay McNulty <kay@example.org>",
    "documentation-missing": "https://docs.example.org; open",
    "sandbox-missing": "https://sandbox.example.org; API key, asked of Kay McNulty",
    "out-of-scope-missing": "Further records (next version)",
    "direction-without-story": "As a clerk, when {a} {record} is written, the {record} is in {right} within 15 minutes, so that I need not copy it.",
}


class Noon:
    """Always the same moment."""

    def now(self) -> datetime:
        return datetime(2027, 1, 31, 12, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        del seconds
        raise AssertionError


def started(folder: Path, template: str = "deals", **more: str) -> Started:
    return new_document(
        folder,
        template=template,
        owner=f"{OWNER} <ida@acorn.example>",
        company="Acorn",
        partner="Birch",
        clock=Noon(),
        **{"left": "Desk", "right": "Books", **more},  # type: ignore[arg-type]
    )


def answers(session: Session, step: Step) -> list[str]:
    """What a patient owner would try: what is offered, in its order, then words of their own."""
    record = step.finding.subject.partition("/")[0]
    known = [row.name for row in session.document.records]
    words = {
        "left": session.document.systems[0].name,
        "right": session.document.systems[1].name,
        "record": record if record in known else (known or [""])[0],
    }
    words["a"] = "an" if words["record"][:1] in "AEIOU" else "a"
    key = step.finding.subject.rpartition("/")[2]
    typed = TYPED.get(step.finding.code) or TYPED.get(key)
    return [*(choice.words for choice in step.choices), *([typed.format(**words)] if typed else [])]


@pytest.mark.parametrize("template", NAMES)
def test_a_new_document_has_questions_only(template: str, tmp_path: Path) -> None:
    made = started(tmp_path, template)
    project = load(made.document)
    assert made.document == tmp_path / f"{template}.interlock.md"
    assert project.document.version.text == "0.1.0"
    for scope_only in (False, True):
        found = check(project, scope_only=scope_only)
        assert found
        assert [one for one in found if one.severity is Severity.ERROR] == []
    text = made.document.read_text(encoding="utf-8")
    assert fmt(text) == text
    assert "{{" not in text


@pytest.mark.parametrize("template", NAMES)
def test_asking_leads_to_a_scope_of_which_nothing_is_open(template: str, tmp_path: Path) -> None:
    made = started(tmp_path, template)
    session = Session(made.document, by=OWNER, scope_only=True, clock=Noon())
    asked = 0
    while (step := session.next()) is not None:
        asked += 1
        assert asked < 200
        refused = []
        for words in answers(session, step):
            result = session.answer(step, words)
            if result.became is not Became.REFUSED:
                break
            refused.append((words, result.reason))
        else:
            pytest.fail(f"{step.finding.code} {step.finding.subject}: {step.finding.message}: {refused}")
    project = load(made.document)
    assert check(project, scope_only=True) == ()
    assert [one for one in check(project) if one.severity is Severity.ERROR and one.code != "description-missing"] == []
    assert project.document.version.text == "0.2.0"
    assert {change.decided_by for change in project.document.changes} == {OWNER}


def test_whose_a_system_is_is_asked_before_who_is_its_engineer(tmp_path: Path) -> None:
    made = new_document(
        tmp_path, template="customers", owner=f"{OWNER} <ida@acorn.example>", company="Acorn", clock=Noon()
    )
    session = Session(made.document, by=OWNER, scope_only=True, clock=Noon())
    asked = {(one.code, one.subject) for one in session.open()}
    assert ("company-missing", "Systems/CRM/company") in asked
    assert not {one for one in asked if one[0] == "engineer-missing" and "CRM" in one[1]}
    first = session.next()
    assert first is not None
    assert first.finding.code == "company-missing"
    assert session.answer(first, "Birch").became is Became.WRITTEN
    engineer = next(one for one in session.open() if one.subject == "People/engineer/Birch")
    assert session.answer(session.step(engineer), "Jean Bartik <jean@birch.example>").became is Became.WRITTEN
    assert engineer.subject not in {one.subject for one in session.open()}


def test_what_needs_a_field_is_not_asked_before_there_are_fields(tmp_path: Path) -> None:
    asked = {one.code for one in check(load(started(tmp_path, "customers").document), scope_only=True)}
    assert not asked & {"conflict-without-criterion", "rename-without-criterion"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "interlock.toml").write_text("# mine\n")
    made = started(tmp_path)
    assert sorted(path.name for path in made.written) == [".gitignore", "README.md", "deals.interlock.md"]
    assert (tmp_path / "interlock.toml").read_text() == "# mine\n"
    made.document.write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        started(tmp_path)
    assert made.document.read_text() == "mine"
    assert started(tmp_path, name="Other deals").document.name == "other-deals.interlock.md"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"template": "wallpaper"}, "no template `wallpaper`"),
        ({"left": "a | b"}, "cannot be the name of a system"),
        ({"left": "books"}, "both systems are called"),
        ({"name": "///"}, "gives no name for a file"),
        ({"company": " "}, "of which company"),
        ({"owner": "a|b <x"}, "does not name one person"),
        ({"owner": "Rhodes, Ida"}, "does not name one person"),
        ({"owner": "Ida <ida> <rhodes>"}, "does not name one person"),
    ],
)
def test_what_cannot_be_is_refused(more: dict[str, str], says: str, tmp_path: Path) -> None:
    given = {"template": "deals", "owner": OWNER, "company": "Acorn", "left": "Desk", "right": "Books", **more}
    with pytest.raises(UsageError, match=says):
        new_document(tmp_path, **given)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_names_cannot_break_the_document(tmp_path: Path) -> None:
    made = new_document(
        tmp_path, template="deals", name="# a | b\n## c", company="A | B\n# C", owner="Ida", clock=Noon()
    )
    document = load(made.document).document
    assert [row.company for row in document.systems] == ["A | B # C", ""]
    assert "C" not in [section.heading for section in document.sections]


def test_what_two_systems_have_in_common(tmp_path: Path, example_systems: Path) -> None:
    for name in ("storefront", "erp"):
        shutil.copy(example_systems / f"{name}.openapi.yaml", tmp_path)
    folder = tmp_path / "project"
    pair = (tmp_path / "storefront.openapi.yaml", tmp_path / "erp.openapi.yaml")
    made = new_document(folder, described_by=pair, left="Desk", right="Books", clock=Noon(), name="Both")
    project = load(made.document)
    assert [(row.name, row.left.text, row.right.text) for row in project.document.records] == [
        ("Order", "orders", "sales-orders")
    ]
    assert [row.description for row in project.document.systems] == [
        "systems/storefront.openapi.yaml",
        "systems/erp.openapi.yaml",
    ]
    assert len(project.profiles) == 2
    assert [one for one in check(project) if one.severity is Severity.ERROR] == []
    assert fmt(project.document.text) == project.document.text


def test_names_of_systems_are_those_of_their_descriptions(tmp_path: Path, example_systems: Path) -> None:
    pair = (example_systems / "storefront.openapi.yaml", example_systems / "erp.openapi.yaml")
    made = new_document(tmp_path, described_by=pair, clock=Noon())
    assert [row.name for row in load(made.document).document.systems] == ["Storefront", "Erp"]
    assert made.document.name == "storefront-and-erp.interlock.md"


def test_a_description_that_differs_is_not_overwritten(tmp_path: Path, example_systems: Path) -> None:
    pair = (example_systems / "storefront.openapi.yaml", example_systems / "erp.openapi.yaml")
    (tmp_path / "systems").mkdir()
    (tmp_path / "systems" / "erp.openapi.yaml").write_text("mine")
    with pytest.raises(InputError, match="differs from"):
        new_document(tmp_path, described_by=pair, clock=Noon())
    assert (tmp_path / "systems" / "erp.openapi.yaml").read_text() == "mine"
    assert not list(tmp_path.glob("*.interlock.md"))


def test_what_both_have_in_common_has_a_row_in_each_table_of_a_template(tmp_path: Path, example_systems: Path) -> None:
    pair = (example_systems / "storefront.openapi.yaml", example_systems / "erp.openapi.yaml")
    made = new_document(
        tmp_path, template="customers", described_by=pair, clock=Noon(), company="Lark Ltd.", owner="Ada L"
    )
    text = made.document.read_text(encoding="utf-8")
    first, second = (part.splitlines() for part in text.partition("## Data map\n\n")[2].split("\n\n")[:2])
    assert [line.split("|")[1].strip() for line in first] == ["Record", "--------", "Customer", "Order"]
    assert [line.split("|")[1].strip() for line in second] == ["Record", "--------", "Customer", "Order"]
    assert "Storefront" not in second[0]
    assert "Ada L, Lark Ltd.\n" in text
    assert "owner-of-neither-company" not in {one.code for one in check(load(made.document))}


def test_a_record_that_the_template_has_is_not_put_there_twice(tmp_path: Path) -> None:
    fields = {"id": {"type": "string"}, "email": {"type": "string", "format": "email"}, "name": {"type": "string"}}
    for name, path in (("Shop", "customers"), ("Crm", "customers")):
        item = {"type": "object", "properties": fields}
        body = {"content": {"application/json": {"schema": {"type": "array", "items": item}}}}
        sent = {"content": {"application/json": {"schema": item}}}
        paths = {f"/{path}": {"get": {"responses": {"200": {"description": "", **body}}}}}
        paths[f"/{path}"]["post"] = {"requestBody": sent, "responses": {"201": {"description": ""}}}  # type: ignore[dict-item]
        described = {"openapi": "3.0.0", "info": {"title": name, "version": "1"}, "paths": paths}
        (tmp_path / f"{name}.json").write_text(json.dumps(described))
    pair = (tmp_path / "Shop.json", tmp_path / "Crm.json")
    made = new_document(tmp_path / "p", template="customers", described_by=pair, clock=Noon())
    records = load(made.document).document.records
    assert [(row.name, row.left.text, row.right.text) for row in records] == [("Customer", "customers", "customers")]
