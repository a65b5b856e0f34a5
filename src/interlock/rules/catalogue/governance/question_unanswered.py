"""A question that somebody raised has no answer.

What it asks:
    What is the answer?

Why it matters:
    It was asked because something depends on it; whoever builds that part guesses.

How to answer:
    Write the owner's answer beside the question.

Example bad:
    ## Questions

    | Question                         | Asked by    | For        | Answer |
    | -------------------------------- | ----------- | ---------- | ------ |
    | May an invoice be written twice? | Jean Bartik | Ida Rhodes |        |

Example good:
    ## Questions

    | Question                         | Asked by    | For        | Answer |
    | -------------------------------- | ----------- | ---------- | ------ |
    | May an invoice be written twice? | Jean Bartik | Ida Rhodes | no     |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every question that people raised."""
    for question in context.document.questions:
        if question.text.strip() and not question.answer.strip():
            asked = f"{question.asked_by} asks: " if question.asked_by.strip() else ""
            message = f"{asked}{question.text.strip()}"
            yield Concern(question.span, message, f"Questions/{question.text.strip()}", question.asks or context.owner)


RULE = Rule(check)
