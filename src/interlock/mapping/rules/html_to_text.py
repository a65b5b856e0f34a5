"""The text of a piece of HTML: without tags, with its signs as they are read, a line for each paragraph or list item.

Example: `HTML to text`; `<p>Tea &amp; <b>cups</b></p>` becomes `Tea & cups`.
Loses: all markup, and what stands in scripts and styles.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._lens import text_changed


def _text_of(text: str) -> str:
    from interlock.mapping.rules._html import seen  # noqa: PLC0415 - the parser is needed where HTML flows

    lines = (" ".join(line.split()) for line in seen(text).splitlines())
    return "\n".join(line for line in lines if line)


RULE = Rule(
    shapes=(
        "HTML to (plain )text",
        "without HTML",
    ),
    build=text_changed(_text_of),
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("HTML to text", "<b>a</b>", "a"),),
    samples=(
        Sample("HTML to text", "", ""),
        Sample("HTML to text", "a < b", "a < b"),
        Sample("HTML to text", "<script>x()</script>", ""),
        Sample("HTML to text", "<p>one</p><p>two</p>", "one\ntwo"),
        Sample("HTML to text", "<p>Tea &amp; <b>cups</b></p>", "Tea & cups"),
    ),
)
