"""What stands before a criterion and says nothing of it: `the system shall ensure that`, `AC1:`, `Scenario:`."""

from __future__ import annotations

import re
from typing import Final

_MUST = r"(?:must|shall|should|has to|have to|needs? to|will|is to|are to)"
_SOLUTION = (
    r"(?:the )?(?:system|integration|interface|connector|middleware|solution|sync|application|software|tool|interlock)"
)
_ENSURE = r"(?:verify|ensure|check|make sure|confirm|validate|assert|prove|test|guarantee|see to it|demonstrate)"
_FRAMES: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"(?:please )?{_ENSURE}(?: that|:)?,? ",
        rf"it (?:{_MUST} be|is|can be) (?:verified|ensured|checked|guaranteed|tested|shown|confirmed|demonstrated|required"
        r"|expected|mandatory|essential|important|necessary|agreed|made sure)(?: that|:)?,? ",
        rf"{_SOLUTION} {_MUST} (?:{_ENSURE}|be able to show|take care)(?: that)? ",
        rf"{_SOLUTION} {_MUST} (?:process|handle|cope with|support) (?=[\d`])",
        r"(?:as an? [^,]{1,60}, )?(?:i|we|they) (?:want|need|expect|require|would like|must see|should see|demand)"
        r"(?: to see)?(?: that)? (?!to\b)",
        r"(?:it is |the )?(?:requirement|expectation|expected|goal|rule)(?: is)?(?: that|:) ",
        r"(?:in|at|under) (?:peak|high season|the peak)(?: times?| hours?| load| season)?, ",
        r"(?:also|additionally|furthermore|moreover|in addition|finally|likewise|next|besides|of course|naturally), ",
    )
)
_CODE = re.compile(r"(?:[\[(]?[A-Z]{1,6}[-_ ]?\d+(?:\.\d+)*[\])]?|\d+[.)])[:.)]? +")
_HEADING = re.compile(r"([A-Za-z][\w /-]{1,40}): +(?=\S)")
# A heading with one of these narrows what the sentence is about: it must not be left out.
_NARROWS: Final = re.compile(
    r"\b(?:only|except|unless|not|no|never|without|on|in|at|for|during|when|if|after|before|while|optional|future|later"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun|week|holi|work|bank holi)days?|weekends?|nights?|nightly|daily|weekly|monthly"
    r"|business|office|hours|new|old|big|large|small|premium|vip|express|priority|test|manual|phase|step|and|or|to|from)\b",
    re.IGNORECASE,
)


def without_lead(text: str, named: re.Pattern[str]) -> tuple[str, tuple[str, ...]]:
    """The sentence without what only introduces it, and what had to be assumed for that.

    `named` finds what the document names: a heading that names one of these, or that narrows what is meant
    (`Weekdays: ...`), stays, and keeps the sentence from being understood.
    """
    assumed: list[str] = []
    for _ in range(4):
        found = _CODE.match(text) or next((m for m in (each.match(text) for each in _FRAMES) if m), None)
        if found is None:
            heading = _HEADING.match(text)
            if (
                heading is None
                or _NARROWS.search(heading[1])
                or named.search(heading[1])
                or len(heading[1].split()) > 4
            ):
                break
            assumed.append(f"“{heading[1]}” is a heading that says nothing more")
            found = heading
        text = text[found.end() :]
    return text, tuple(assumed)
