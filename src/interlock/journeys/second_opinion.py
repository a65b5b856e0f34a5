"""Asks a language model about what is not sure, where somebody consented to that."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.language_model import ADDRESS, MODEL, ChatModel, settings_of
from interlock.errors import SettingsError, SystemFault, UsageError
from interlock.journeys.settings import FILE
from interlock.journeys.settings_values import flag_of, known, reference_of, seconds_of, table_of, text_of
from interlock.journeys.suggesting import Proposals
from interlock.model.language_model import LanguageModel, ModelSettings
from interlock.model.value import Side
from interlock.suggestion import seen
from interlock.suggestion.second_opinion import RULES, Opinion, Question, asked_of, opinions, questions, with_opinions

_KEYS = ("address", "model", "key", "consent", "timeout_s")


@dataclass(frozen=True, slots=True)
class Heard:
    """Proposals after a second opinion, and what is to be said about it."""

    proposals: Proposals
    notes: tuple[str, ...] = ()


def model_settings(folder: Path) -> ModelSettings | None:
    """Which model the settings of a folder name, else the environment variables; None where neither does.

    Raises:
        SettingsError: what the settings say of it is incomplete or means nothing.
    """
    path = folder / FILE
    if files.exists(path):
        data = files.read(path, what="settings file", largest=1_000_000)
        try:
            table = tomllib.loads(data.decode("utf-8-sig", "replace")).get("language_model")
        except tomllib.TOMLDecodeError:
            table = None  # whoever needs an environment is told what is wrong with the file
        if table is not None:
            return _settings(table_of(table, "language_model"))
    return settings_of()


def _settings(table: object) -> ModelSettings:
    said = table_of(table, "language_model")
    known(said, _KEYS, "language_model")
    address, model = (text_of(said.get(key, ""), f"language_model.{key}").strip() for key in ("address", "model"))
    if not address or not model:
        raise SettingsError(
            f"`language_model` has no {'address' if not address else 'model'}",
            hint='write address = "https://.../v1" and model = "NAME"',
        )
    key = reference_of(said["key"], "language_model.key") if "key" in said else ""
    consent = flag_of(said.get("consent", False), "language_model.consent")
    return ModelSettings(
        address, model, key, consent, seconds_of(said.get("timeout_s", 60), "language_model.timeout_s")
    )


def open_model(folder: Path, *, asked: bool) -> LanguageModel | None:
    """The model that may be asked: by a flag of this call, or by the consent that the settings give; else None.

    Raises:
        UsageError: it is asked for, and nothing says which one.
        SettingsError: what the settings say of it is incomplete or means nothing.
    """
    settings = model_settings(folder)
    if settings is None or not settings.model:
        if asked:
            raise UsageError(
                "no language model is named",
                hint=f"write [language_model] with address and model into `{FILE}`, or set {ADDRESS} and {MODEL}",
            )
        return None
    return ChatModel(settings) if asked or settings.consent else None


def questions_about(proposals: Proposals) -> tuple[Question, ...]:
    """What would be asked about the pairs that are not sure."""
    met = proposals.meeting
    left, right = ({str(field.path): seen(field) for field in met.profile(side).fields} for side in Side)
    asked = asked_of(proposals.selected, proposals.best[Side.LEFT])
    return questions(asked, left, right, (met.left.name, met.right.name))


def with_second_opinion(
    proposals: Proposals, model: LanguageModel, *, tell: Callable[[str], None] = lambda _: None
) -> Heard:
    """The proposals after a model was asked about those that are not sure; without a usable answer, as they are.

    Args:
        proposals: what is proposed without it.
        model: who is asked.
        tell: hears what is sent where, before it is sent.
    """
    asked = questions_about(proposals)
    notes: list[str] = []
    found: list[Opinion] = []
    for n, question in enumerate(asked, start=1):
        tell(_told(model, question, n, asked))
        try:
            some, unusable = opinions(question, model.ask(RULES, question.text))
        except SystemFault as fault:
            notes.append(f"{model.name} gave no usable answer, and proposals are as without it: {fault.message}")
            break
        found += some
        if unusable:
            notes.append(f"{model.name} said nothing usable about {unusable} of {len(question.asked)} fields")
    selected = with_opinions(proposals.selected, found, model.name) if found else proposals.selected
    return Heard(replace(proposals, selected=selected), tuple(notes))


def _told(model: LanguageModel, question: Question, number: int, asked: Sequence[Question]) -> str:
    part = f" ({number} of {len(asked)} requests)" if len(asked) > 1 else ""
    return (
        f"asking {model.name} at {model.address} about {len(question.asked)} fields{part}: names, types, labels and "
        "descriptions are sent, no values"
    )
