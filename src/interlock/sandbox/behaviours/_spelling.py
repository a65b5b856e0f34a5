"""Texts kept in another spelling than they were sent in, by what their field is called."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.profile import FieldProfile, FieldType, SystemProfile
from interlock.sandbox.behaviours._behaviour import Act, Acting
from interlock.sandbox.behaviours._settings import Spelling
from interlock.sandbox.believable.naming import words_of_path


def spelled(spelling: Spelling, *words: str) -> Act:
    """Keep the texts of fields so whose name or format has one of the words; of all that people write, without any."""

    def act(acting: Acting, _amount: float) -> Acting:
        names = {field.path.root for field in _texts(acting.profile) if not words or _called(field, words)}
        chosen = {**acting.settings.spellings, **dict.fromkeys(sorted(names), spelling)}
        return replace(acting, settings=replace(acting.settings, spellings=chosen))

    return act


def _texts(profile: SystemProfile) -> list[FieldProfile]:
    fields = (field for record in profile.records for field in record.fields)
    return [one for one in fields if one.type is FieldType.STRING and not one.read_only and len(one.path.parts) == 1]


def _called(field: FieldProfile, words: tuple[str, ...]) -> bool:
    return field.format in words or bool(set(words) & set(words_of_path(field.path)))
