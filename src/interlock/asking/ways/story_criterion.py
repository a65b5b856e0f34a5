"""Which criterion tests a story: one that there is, or a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.asking.sentences import created, named_item
from interlock.document.editing import Edit, add_item, applied
from interlock.model.document import Criterion

_HEAD = re.compile(r"(?:\*\*|__)[^*_]{1,119}(?:\*\*|__)\s*(?:\(([^()]{0,400})\))?")
_MOST_CHOICES = 6


def _offer(asked: Asked) -> Offer:
    story = asked.finding.subject.rpartition("/")[0]
    # Those that test no story yet come first.
    known = sorted((one for one in asked.document.criteria if one.name), key=lambda one: bool(one.stories))

    def write(words: str) -> str:
        said = words.strip().strip("`")
        if not said:
            raise NotAnAnswer("nothing is written")
        chosen = next((one for one in known if one.name.casefold() == said.casefold()), None)
        if chosen is not None:
            return _with_story(asked.text, chosen, story)
        if " " not in said:
            raise NotAnAnswer(f"no criterion is called `{said}`")
        return add_item(asked.text, "Acceptance criteria", named_item(asked, "Acceptance criteria", words, about=story))

    choices = tuple(Choice(one.name, one.text) for one in known[:_MOST_CHOICES])
    choices += tuple(Choice(one) for one in _sentences(asked, story))
    return Offer(write, choices, "the name of a criterion, or a new one: When TRIGGER, OUTCOME within TIME")


def _sentences(asked: Asked, name: str) -> Iterator[str]:
    """A new criterion for each record that the story names."""
    story = next((one for one in asked.document.stories if one.name == name), None)
    here = asked.document.side(story.source.text) if story is not None else None
    if story is None or here is None:
        return
    for row in asked.document.records:
        flows = row.direction.value is not None and row.direction.value.writes(here.other)
        if flows and row.name.casefold() in story.sentence.text.casefold():
            yield created(asked, row, here)


def _with_story(text: str, criterion: Criterion, story: str) -> str:
    start = criterion.span.start
    found = _HEAD.match(text, start)
    if found is None:
        raise NotAnAnswer(f"the criterion `{criterion.name}` cannot be changed")
    if found.group(1) is None:
        return applied(text, [Edit(found.end(), found.end(), f" ({story})")])
    before = ", " if found.group(1).strip() else ""
    return applied(text, [Edit(found.end(1), found.end(1), f"{before}{story}")])


WAY = Way(("story-without-criterion",), _offer)
