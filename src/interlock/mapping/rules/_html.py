"""What a reader of a piece of HTML sees."""

from __future__ import annotations

from html.parser import HTMLParser

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


def seen(text: str) -> str:
    """The text that a piece of HTML shows, as one text."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "".join(reader.seen)
