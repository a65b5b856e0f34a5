"""What docs/going-live.md shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.journeys.going import Place, place
from tests.journeys.helpers import ROOT

from interlock.journeys.rolling_back import rolled_back
from interlock.model.golive import GoLive
from interlock.model.value import Side
from interlock.render import golive_json, golive_text, preview_text, rollback_text

PAGE = ROOT / "docs" / "going-live.md"


def shown(name: str) -> list[str]:
    """The lines of a block of the page; the comment before it names it."""
    block = re.search(rf"<!-- {name} -->\n+```text\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert block is not None, name
    return block.group(1).splitlines()


def agrees(wanted: list[str], printed: str) -> None:
    """Whether the lines are as shown; `...` stands for the rest of a line, and alone for the rest of all."""
    real = printed.rstrip("\n").splitlines()
    if wanted[-1] == "...":
        wanted, real = wanted[:-1], real[: len(wanted) - 1]
    assert len(wanted) == len(real), printed
    for line, one in zip(wanted, real, strict=True):
        assert one.startswith(line[:-3]) if line.endswith("...") else one == line, printed


def names(here: Place) -> dict[Side, str]:
    return {row.side: row.name for row in here.project.document.systems}


def filled(here: Place) -> None:
    """Fourteen customers and a few orders, of which ERP knows one customer already."""
    here.left.populate("customers", 14)
    here.left.populate("orders", 6)
    known = here.left.store.items("customers")[0].body
    there = {**here.right.believable("business-partners"), "kind": "customer", "country_code": "DE"}
    here.right.store.insert("business-partners", {**there, "email_address": known["email"], "phone": "+49 30 1234567"})


async def went(here: Place) -> GoLive:
    came = await here.goes_live()
    assert came.run is not None
    return came.run


async def test_the_page_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with place(tmp_path, monkeypatch) as here:
        filled(here)
        run = await went(here)
        agrees(shown("preview"), preview_text(here.somebody.shown[0].plan, names=names(here)))
        agrees(shown("waves"), golive_text(run, environment="sandbox"))
        assert '"standing": "live"' in golive_json(run, environment="sandbox", version="0")
        back = await rolled_back(here.project, by="Ada Lovelace", clock=here.clock)
        stays = [(one.record, names(here)[one.side], one.item_id, one.why) for one in back.stays]
        agrees(shown("rollback"), rollback_text(back.lines, stays, already=back.already, names=names(here)))
