"""A telephone number, in which spelling does not count."""

from __future__ import annotations

import phonenumbers

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._countries import COMMON, code_of

_TRIES = 40


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    return _international(ask.value, _region(ask)) or UNKNOWABLE


def _same(ask: Ask, expected: Expected, actual: Raw) -> bool:
    if blank(expected) or blank(actual):
        return same(expected, actual)
    return expected == _international(actual, _region(ask))


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    region = _region(ask)
    country = region or COMMON[want.n % len(COMMON)]
    for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
        number = phonenumbers.example_number_for_type(country, kind)
        if number is None:
            continue
        for i in range(_TRIES):
            digits = str(number.national_number)
            tail = f"{(want.n * 13 + want.variant * 101 + i) % 1000:03d}"
            made = phonenumbers.parse(f"+{number.country_code}{digits[:-3]}{tail}", None)
            if phonenumbers.is_valid_number(made):
                # Where the region is known, people type numbers as they say them.
                form = phonenumbers.PhoneNumberFormat
                shown = form.NATIONAL if region and want.n % 2 else form.E164
                return (str(phonenumbers.format_number(made, shown)),)
    return None


def _international(value: object, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(str(value), region)
    except phonenumbers.NumberParseException:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _region(ask: Ask) -> str | None:
    fixed = ask.args.get("region")
    if isinstance(fixed, str):
        return fixed
    return code_of(ask.near(str(ask.args["field"]))) if "field" in ask.args else None


expectation = Expectation(_expected, _same, _sample)
