"""A long run tells how far it is: how fast, and how long it will take."""

from __future__ import annotations

import pytest

from interlock.cli.progress import Shown, line
from interlock.model.value import Side

NAMES = {Side.LEFT: "Shop", Side.RIGHT: "Books"}


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (1200, 4000, 12.0, "Order: in step 1,200 of 4,000, 100 a second, 28 s left"),
        (3, 600, 60.0, "Order: in step 3 of 600, 3 a minute, 3.3 h left"),
        (4000, 4000, 40.0, "Order: in step 4,000 of 4,000, 100 a second"),
        (7, None, 1.0, "Order: in step 7"),
        (0, 10, 0.0, "Order: in step 0 of 10"),
    ],
)
def test_a_line_has_rate_and_remaining_time(done: int, total: int | None, seconds: float, said: str) -> None:
    assert line("Order: in step", done, total, seconds) == said


def test_plain_lines_come_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    with Shown(NAMES) as shown:
        shown.read("Order", Side.LEFT, 100)
        shown.due("Order", 1000)
        for _ in range(8):
            now[0] += 4
            shown.decided("Order", 100)
    assert capsys.readouterr().err == (
        "Order: in step 300 of 1,000, 25 a second, 28 s left\nOrder: in step 600 of 1,000, 25 a second, 16 s left\n"
    )
    with Shown(NAMES, quiet=True) as shown:
        now[0] += 100
        shown.read("Order", Side.LEFT, 100)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_what_has_no_known_end_shows_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Shown(NAMES) as shown:
        shown.read("Order", Side.LEFT, 5000)
    said = capsys.readouterr().err
    assert "Order: reading Shop" in said
    assert ("5000/?" in said, "/100" in said) == (True, False)
