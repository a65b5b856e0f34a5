"""Words that two people measure differently: a sentence that has one is asked about, and never rewritten.

The one list of them: the cold read asks about the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

VAGUE: Final = re.compile(
    r"\b(?:fast(?:er)?|quick(?:ly|er)?|prompt(?:ly)?|soon(?! as\b)|shortly|timely|as soon as possible|asap|near.?real.?time|real.?time"
    r"|reliab(?:le|ly|ility)|robust(?:ly|ness)?|handle[ds]?|handling|dealt with|treated|copes?|correct(?:ly)?|right(?:ly)?"
    r"|proper(?:ly)?|accurate(?:ly)?|appropriate(?:ly)?|sensibl[ey]|suitabl[ey]|relevant|necessary|needed|required"
    r"|seamless(?:ly)?|smooth(?:ly)?|intelligent(?:ly)?|smart(?:ly)?|efficient(?:ly)?|effective(?:ly)?|consistent(?:ly)?"
    r"|up.to.date|in sync|aligned|(?:where|if|when|far as|as \w+ as) (?:technically )?(?:possible|applicable|needed|necessary)"
    r"|possible|graceful(?:ly)?|high volumes?|large|big|many|some|several|few|(?<!at )most(?:ly)?|usual(?:ly)?|normal(?:ly)?"
    r"|general(?:ly)?|typical(?:ly)?|often|regular(?:ly)?|sometimes|rarely|as a rule|in principle|almost|nearly|about"
    r"|approximately|roughly|around|or so|works?|working|performs?|performance|meets? expectations|user.friendly|eas(?:y|ily)"
    r"|sufficient(?:ly)?|adequate(?:ly)?|reasonabl[ey]|etc|and so on|negligible|unless|except|protected|secure(?:ly)?"
    r"|supported|covered|monitored|visible to \w+ team|modern|scal(?:e|es|able)|happy|(?<!as )well|better|nice(?:ly)?|clean(?:ly)?"
    r"|expected|meaningful|acceptable|minimal|without (?:problems|issues|interruption|errors)|everything|everywhere)\b",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"`[^`]*`|[\"“”][^\"“”]*[\"“”]")


def vague_words(text: str) -> Iterator[re.Match[str]]:
    """Each such word, with its place; what is quoted is a name or a value, and says what it says."""
    return VAGUE.finditer(_NAMED.sub(lambda quoted: " " * len(quoted.group()), text))
