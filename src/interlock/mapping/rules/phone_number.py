"""A telephone number, in which spelling does not count.

National numbers are read in the region that a field holds (a country's name or ISO code) or that is written; where
there is none only international numbers (`+49 ...`) can be read. What is written is international, `+493012345678`.

Example: `phone number, region from `country``, `phone number, region DE`, `phone number`.
Loses: how the number was spelled, on the side that is written.
Inverse: itself.
"""

from __future__ import annotations

from interlock.mapping.domains import PHONES
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import SCALAR, TEXT, Call, Codec, Conversion, Loss, Needs, Rule, Sample, itself
from interlock.mapping.rules._country import country_code
from interlock.mapping.values import as_text
from interlock.model.value import Canonical

_LONGEST = 100
# With fewer digits the library takes nothing for a number, whatever the region.
_FEWEST = 2


def _number(value: Canonical, region: Canonical = None) -> Canonical:
    text = str(as_text(value)).strip()
    if not text:
        return ""
    if len(text) > _LONGEST:
        raise Misfit("is too long for a phone number")
    if sum(map(str.isdigit, text)) < _FEWEST:
        raise Misfit("is not a phone number")
    import phonenumbers  # noqa: PLC0415 - its tables of all regions are needed where phone numbers flow

    code = country_code(region) if isinstance(region, str) else None
    try:
        parsed = phonenumbers.parse(text, code)
    except phonenumbers.NumberParseException as error:
        where = "" if code else " with its country's prefix"
        raise Misfit(f"is not a phone number{where}") from error
    if not phonenumbers.is_possible_number(parsed):
        raise Misfit("is too short or too long for a phone number of its country")
    plain = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={parsed.extension}" if parsed.extension else str(plain)


def _build(call: Call) -> Conversion:
    fixed = call.args.get("region")
    codec = Codec((lambda value: _number(value, fixed)) if isinstance(fixed, str) else _number, itself)
    return Conversion(codec, codec)


RULE = Rule(
    shapes=("phone number, region from {field}", "phone number, region {region}", "phone number"),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    needs=Needs.WISHED,
    domain=PHONES,
    loses=(Loss("phone number", "+39 06 1234 5678", "+390612345678"),),
    samples=(
        Sample("phone number", "", ""),
        Sample("phone number", "call me", fits=False),
        Sample("phone number", "030 901820", fits=False),
        Sample("phone number", "+49 1", fits=False),
        Sample("phone number", "+" + "4" * 500, fits=False),
        Sample("phone number", "+39 06 1234 5678", "+390612345678"),
        Sample("phone number", "+1 (212) 555-0123 ext. 89", "+12125550123;ext=89"),
        Sample("phone number, region DE", "030 901820", "+4930901820"),
        Sample("phone number, region from `country`", "030 901820", needs={"country": None}, fits=False),
        Sample("phone number, region from `country`", "030 901820", "+4930901820", needs={"country": "DE"}),
        Sample("phone number, region from `country`", "+44 20 7946 0958", "+442079460958", needs={"country": "DE"}),
    ),
)
