"""The text of a piece of HTML."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from interlock.model.value import JSON
from interlock.verify.expect._base import Ask, Want
from interlock.verify.expect._one_way import one_way

_LINE = r"</?(?:p|div|li|ul|ol|br|tr|table|h[1-6])\b[^>]*>"


def _bare(_ask: Ask, text: str) -> str:
    seen = re.sub(r"(?is)<(script|style|template)\b.*?</\1\s*>", "", text)
    seen = re.sub(r"<[a-zA-Z/!][^>]*>", "", re.sub(f"(?i){_LINE}", "\n", seen))
    lines = [" ".join(line.split()) for line in html.unescape(seen).splitlines()]
    return "\n".join(line for line in lines if line)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    return (f"<p>{want.mark} <b>{want.variant}</b></p>",) if ask.forwards else None


expectation = replace(one_way(_bare), sample=_sample)
