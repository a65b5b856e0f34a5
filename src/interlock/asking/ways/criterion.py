"""By which sentence it will be seen that a situation is handled: those that a rule looks for can be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.asking import sentences
from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import add_item
from interlock.model.value import Side

_MOST_CHOICES = 5


def _offer(asked: Asked) -> Offer:
    name, about = _name(asked), _stories(asked)

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        item = sentences.named_item(asked, "Acceptance criteria", words, name=name, about=about)
        return add_item(asked.text, "Acceptance criteria", item)

    found = list(dict.fromkeys(_sentences(asked)))[:_MOST_CHOICES]
    choices = tuple(Choice(one) for one in found)
    return Offer(write, choices, "a criterion: When TRIGGER, OUTCOME within TIME (`interlock shapes` lists them all)")


def _sentences(asked: Asked) -> Iterator[str]:
    code, parts = asked.finding.code, asked.finding.subject.split("/")
    row = asked.record()
    here = asked.document.side(parts[-1])
    if code == "create-without-criterion" and row is not None and here is not None:
        yield sentences.created(asked, row, here)
    elif code == "delete-without-criterion" and row is not None and here is not None:
        yield sentences.deleted(asked, row, here)
    elif code == "conflict-without-criterion" and row is not None:
        yield from sentences.both_changed(asked, row)
    elif code == "downtime-without-criterion" and here is not None:
        yield from sentences.down(asked, here)
    elif code == "bad-data-without-criterion":
        yield from sentences.rejected(asked)
    elif code == "volume-without-criterion":
        yield from sentences.busy(asked)
    elif code == "rename-without-criterion":
        yield from sentences.renamed(asked)


def _name(asked: Asked) -> str:
    """A name that tells what is tried: the finding's subject without what all have in common."""
    parts = [part for part in asked.finding.subject.split("/") if part != "criterion"]
    return "-".join(parts).casefold().replace(" ", "-")


def _stories(asked: Asked) -> str:
    """Stories of a record's direction that no criterion names yet: the new one tests them."""
    if asked.finding.code != "create-without-criterion":
        return ""
    record, here = asked.finding.subject.partition("/")[0], asked.finding.subject.rpartition("/")[2]
    tested = {name.casefold() for one in asked.document.criteria for name in one.stories}
    side: Side | None = asked.document.side(here)
    return ", ".join(
        story.name
        for story in asked.document.stories
        if story.name
        and story.name.casefold() not in tested
        and asked.document.side(story.source.text) is side
        and record.casefold() in story.sentence.text.casefold()
    )


WAY = Way(
    (
        "create-without-criterion",
        "delete-without-criterion",
        "conflict-without-criterion",
        "downtime-without-criterion",
        "bad-data-without-criterion",
        "volume-without-criterion",
        "rename-without-criterion",
    ),
    _offer,
)
