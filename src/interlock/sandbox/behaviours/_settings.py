"""How a sandbox behaves where descriptions are silent or systems differ: what the behaviours of the catalogue set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interlock.sandbox.behaviours._twist import Twist


class Spelling(StrEnum):
    """How a system keeps a text, whoever wrote it."""

    UPPER = "upper"
    LOWER = "lower"
    TRIMMED = "trimmed"
    INTERNATIONAL = "international"
    """with a plus in front, as telephone numbers"""

    def of(self, text: str) -> str:
        """The text as it is kept."""
        match self:
            case Spelling.UPPER:
                return text.upper()
            case Spelling.LOWER:
                return text.lower()
            case Spelling.TRIMMED:
                return text.strip()
            case Spelling.INTERNATIONAL:
                return text if not text or text.startswith("+") else f"+{text}"


class MergedAnswer(StrEnum):
    """What a look at an item is answered that was merged into another."""

    GONE = "gone"
    """as if it were deleted"""
    MOVED = "moved"
    """301 with the address of the other"""
    WINNER = "winner"
    """the other item"""


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """What happens to webhooks on their way: the shares of them that are `lost`, `doubled` or `unsigned`.

    Each arrives `after_s` after its change and up to `late_s` later than that, so that they come in any order.
    """

    lost: float = 0.0
    doubled: float = 0.0
    unsigned: float = 0.0
    after_s: float = 0.0
    late_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Behaviours:
    """What the system does where its profile does not say; the defaults are what most systems do.

    `strict_query` answers 400 to a query parameter that the operation does not list, and demands the required ones.
    `refuses_unknown_fields` answers with a problem to a field the profile does not have; else it is dropped.
    `refuses_read_only` answers with a problem to a read-only field that is sent with a value of its own; else it is
    dropped. `checks_references` refuses an id that no item has. `ignores_since`, `ignores_versions` and
    `ignores_idempotency` accept the parameter and do nothing with it. `demands_version` answers 428 to a write without
    one. `thin_tombstones` shows only id, mark and time of a deleted item. `stamps_identical_writes` makes a new version
    also of a write that changes nothing. `clock_offset_s` is how far the system's own clock is ahead, and it gains
    `clock_gain` seconds each second. What changed is in lists and searches only after `list_lag_s` and in answers about
    one item after `get_lag_s`; writes always see it. `spellings` says by the name of a field, in whichever resource,
    how its texts are kept. `webhooks` says what happens to events on their way, `merged_answer` what a look at an
    item that was merged into another is answered. `refuses_in_part` answers an error to a request for several items of
    which one does not fit, and has done those that fit all the same; else such a request does all or none.
    `filters_unknown` takes a parameter that nobody knows for a condition on a field of that name. `any_order` lists
    items in another order each time. `null_until_edited` shows no time of the last change, and finds none, before the
    first. `made_on_the_second` cuts the time of making to whole seconds. `ids_come_again` takes an id whose item was
    deleted. `replays_failures` keeps refusals by idempotency key, too, and replays them for whatever body. `twists` are
    what else behaviours do to requests and answers.
    """

    strict_query: bool = False
    refuses_unknown_fields: bool = False
    refuses_read_only: bool = True
    checks_references: bool = True
    ignores_since: bool = False
    ignores_versions: bool = False
    ignores_idempotency: bool = False
    demands_version: bool = False
    thin_tombstones: bool = False
    stamps_identical_writes: bool = True
    invalid_status: int = 422
    duplicate_status: int = 409
    key_reused_status: int = 422
    token_life_s: float = 3600.0
    latency_s: float = 0.0
    clock_offset_s: float = 0.0
    clock_gain: float = 0.0
    list_lag_s: float = 0.0
    get_lag_s: float = 0.0
    spellings: Mapping[str, Spelling] = field(default_factory=dict)
    webhooks: OnTheWay = OnTheWay()
    merged_answer: MergedAnswer = MergedAnswer.GONE
    refuses_in_part: bool = False
    filters_unknown: bool = False
    any_order: bool = False
    null_until_edited: bool = False
    made_on_the_second: bool = False
    ids_come_again: bool = False
    replays_failures: bool = False
    twists: tuple[Twist, ...] = ()
