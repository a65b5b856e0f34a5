"""The text of a piece of HTML: without tags, with its signs as they are read, a line for each paragraph or list item.

Example: `HTML to text`; `<p>Tea &amp; <b>cups</b></p>` becomes `Tea & cups`.
Loses: all markup, and what stands in scripts and styles.
Inverse: none.
"""

from __future__ import annotations

from html.parser import HTMLParser

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._lens import text_changed

_LINES = frozenset({"br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "table", "tr", "ul", "ol"})
_UNSEEN = frozenset({"script", "style", "template"})


class _Reader(HTMLParser):
    """Collects what a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.hidden += tag in _UNSEEN
        if tag in _LINES:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _UNSEEN))
        if tag in _LINES:
            self.seen.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.seen.append(data)


def _text_of(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.seen).splitlines())
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
