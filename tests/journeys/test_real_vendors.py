"""Two descriptions that no one here wrote, sandboxes made from them over real sockets, 500 records with paging."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from tests.journeys.helpers import HurriedClock, copied, served

from interlock.journeys.check import check
from interlock.journeys.project import load
from interlock.journeys.running import ran
from interlock.model.value import Body, Side
from interlock.sandbox import Sandbox

DESCRIPTIONS = ("stripe.json", "xero-accounting.yaml")
ON_BOTH = 40


@pytest.fixture
def project_folder(shared_data: Path, tmp_path: Path) -> Path:
    folder = copied("customers-contacts", tmp_path / "project")
    for name in DESCRIPTIONS:
        (folder / "systems").mkdir(exist_ok=True)
        shutil.copy(shared_data / "openapi" / name, folder / "systems" / name)
    return folder


def bodies(sandbox: Sandbox, resource: str) -> dict[str, Body]:
    return {item.id: item.body for item in sandbox.store.items(resource)}


def test_without_the_descriptions_the_reader_is_told_where_to_get_them(tmp_path: Path) -> None:
    project = load(copied("customers-contacts", tmp_path))
    missing = [finding for finding in check(project) if finding.code == "description-missing"]
    assert len(missing) == 2
    for finding in missing:
        assert "systems/" in finding.message
        assert finding.hint


def test_with_the_descriptions_nothing_is_to_ask(project_folder: Path) -> None:
    assert check(load(project_folder)) == ()


async def test_500_records_come_to_rest_without_duplicates(
    project_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HurriedClock()
    async with served(project_folder, clock, monkeypatch) as (project, sandboxes):
        left, right = sandboxes[Side.LEFT], sandboxes[Side.RIGHT]
        left.populate("customers", 500)
        for body in list(bodies(left, "customers").values())[:ON_BOTH]:
            known = right.believable("Contacts")
            right.store.insert("Contacts", {**known, "Name": body["name"], "EmailAddress": body["email"]})

        report = await ran(project, clock=clock)
        assert report.unread == ()
        assert report.total.held == 0
        agree(left, right)

        quiet = await ran(project, clock=clock)
        assert quiet.writes == 0

        change_both_sides(left, right)
        clock.pass_on(timedelta(minutes=20))
        await ran(project, clock=clock)
        agree(left, right)
        assert (await ran(project, clock=clock)).writes == 0


def change_both_sides(left: Sandbox, right: Sandbox) -> None:
    """Ten names change here, ten others there."""
    for number, item_id in enumerate(list(bodies(left, "customers"))[:10]):
        left.store.change("customers", item_id, {"name": f"Changed here {number}"})
    for number, item_id in enumerate(list(bodies(right, "Contacts"))[100:110]):
        right.store.change("Contacts", item_id, {"Name": f"Changed there {number}"})


def agree(left: Sandbox, right: Sandbox) -> None:
    """Every customer has exactly one contact, which carries its id, name and address."""
    customers, contacts = bodies(left, "customers"), bodies(right, "Contacts")
    assert len(customers) == 500
    assert len(contacts) == 500
    assert set(Counter(contact["ContactNumber"] for contact in contacts.values()).values()) == {1}
    by_number = {contact["ContactNumber"]: contact for contact in contacts.values()}
    for item_id, customer in customers.items():
        assert by_number[item_id]["Name"] == customer["name"]
        assert by_number[item_id]["EmailAddress"] == customer["email"]
