"""A language model that is asked for a second opinion, by a stand-in on this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import SETTINGS, serving

from interlock.model.http import Answer, Request, Response


class StandIn:
    """Speaks as chat completions do, and keeps what it was sent."""

    def __init__(self, answer: Callable[[str], str], *, status: int = 200, delay_s: float = 0.0) -> None:
        self.heard: list[Request] = []
        self._answer, self._status, self._delay_s = answer, status, delay_s

    def answer(self, request: Request) -> Answer:
        self.heard.append(request)
        content = self._answer(orjson.loads(request.body)["messages"][1]["content"])
        body = orjson.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})
        return Answer(Response(self._status, {"content-type": "application/json"}, body), True, self._delay_s)


def _settings(folder: Path, address: str, more: str = "") -> None:
    with (folder / SETTINGS).open("a") as file:
        file.write(f'\n[language_model]\naddress = "{address}/v1"\nmodel = "stand-in"\n{more}\n')


def _proposed(call: Call, *arguments: str) -> tuple[list[dict[str, object]], str]:
    told = call("map", "Customer", "--format", "json", *arguments)
    return orjson.loads(told.out)["suggestions"], told.err


def test_nothing_is_sent_without_consent(call: Call, unmapped: Path) -> None:
    model = StandIn(lambda _: "{}")
    with serving(model) as (address,):
        _settings(unmapped, address)
        call("map", "Customer", "--list")
        assert "Question 1:" in call("map", "Customer", "--show-question").out
        assert model.heard == []


def test_what_is_sent_is_said_and_holds_no_values(call: Call, unmapped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_KEY", "very-secret-key")
    model = StandIn(lambda _: '```json\n{"choices": {"1": 1}}\n```')
    before, _ = _proposed(call)
    with serving(model) as (address,):
        _settings(unmapped, address, 'key = "env:MODEL_KEY"')
        after, told = _proposed(call, "--ask-model")
    sent = model.heard[0]
    assert (sent.method, sent.path) == ("POST", "/v1/chat/completions")
    assert sent.headers["authorization"] == "Bearer very-secret-key"
    assert b"ada@" not in sent.body.lower()
    assert f"asking stand-in at {address}/v1 about" in told
    assert "no values" in told
    assert "very-secret-key" not in told
    asked = next(one for one in before if one["confidence"] != "sure")
    agreed = next(one for one in after if (one["left"], one["right"]) == (asked["left"], asked["right"]))
    assert "stand-in agrees" in str(agreed["reasons"])
    assert agreed["confidence"] == "likely"
    surely = [[one["left"], one["right"]] for one in before if one["confidence"] == "sure"]
    assert [[one["left"], one["right"]] for one in after if one["confidence"] == "sure"] == surely


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("I would rather not", "said nothing usable"),
        ('{"choices": {"1": 99, "2": "drop_all_tables", "3": true, "4": -1}}', "said nothing usable"),
        ("{" * 5000, "said nothing usable"),
        ('{"choices": ' + "[" * 3000 + "]" * 3000 + "}", "said nothing usable"),
    ],
)
def test_an_answer_that_is_none_changes_nothing_and_is_said(call: Call, unmapped: Path, answer: str, said: str) -> None:
    before, _ = _proposed(call)
    with serving(StandIn(lambda _: answer)) as (address,):
        _settings(unmapped, address, "consent = true")
        after, told = _proposed(call)
    assert after == before
    assert said in told


def test_a_model_that_fails_or_is_slow_is_passed_over_with_a_note(call: Call, unmapped: Path) -> None:
    before, _ = _proposed(call)
    with serving(StandIn(lambda _: "{}", status=500), StandIn(lambda _: "{}", delay_s=3)) as (broken, slow):
        kept = (unmapped / SETTINGS).read_bytes()
        _settings(unmapped, broken)
        after, told = _proposed(call, "--ask-model")
        assert (after, "answered 500" in told) == (before, True)
        (unmapped / SETTINGS).write_bytes(kept)
        _settings(unmapped, slow, "timeout_s = 0.3")
        after, told = _proposed(call, "--ask-model")
        assert (after, "did not answer within" in told) == (before, True)


def test_a_key_never_travels_in_the_clear(call: Call, unmapped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_KEY", "very-secret-key")
    _settings(unmapped, "http://models.example", 'key = "env:MODEL_KEY"')
    told = call("map", "Customer", "--ask-model")
    assert told.code == 2
    assert "sent in the clear" in told.err
