"""The text as it stands in addresses of web pages: small letters without accents, digits, and hyphens between words.

Example: `slug`; `Crème brûlée & Co.` becomes `creme-brulee-co`.
Loses: case, accents and all other signs.
Inverse: none.
"""

from __future__ import annotations

import re
import unicodedata

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._lens import text_changed

_ALSO = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})


def slug(text: str) -> str:
    """The text as a part of an address."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_ALSO)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


RULE = Rule(
    shapes=(
        "slug",
        "as a slug",
    ),
    build=text_changed(slug),
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("slug", "Tea & Co.", "tea-co"),),
    samples=(
        Sample("slug", "", ""),
        Sample("slug", "  --  ", ""),
        Sample("slug", "日本語", ""),
        Sample("slug", 12, "12"),
        Sample("slug", "ß & Ø", "ss-o"),
        Sample("slug", "Crème brûlée & Co.", "creme-brulee-co"),
    ),
)
