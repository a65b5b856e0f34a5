"""A question that somebody raised has no answer.

What it asks:
    What is the answer?

Why it matters:
    It was asked because something depends on it; whoever builds that part guesses.

How to answer:
    Write the owner's answer beside the question. What somebody else answers is a proposal until the owner, or a
    delegate whom People names, has said so under Answered by.

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

from interlock.document import refer
from interlock.model.document import Question
from interlock.model.people import may_decide
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every question that people raised; one that is asked of a row is shown there."""
    for question in context.document.questions:
        if not question.text.strip() or _is_answered(context, question):
            continue
        asked = f"{question.asked_by.strip()} asks: " if question.asked_by.strip() else ""
        message, hint = f"{asked}{question.text.strip()}", ""
        if question.answer.strip():
            who = question.answered_by.strip()
            message += f" ({who} proposes `{question.answer.strip()}`)"
            hint = f"{context.owner} decides: write the answer, and the owner's name under Answered by"
        about = refer(context.document, question.about) if question.about.strip() else None
        place = about.place if about is not None else question.span
        asks = question.asks.strip() or context.owner
        yield Concern(place, message, question.subject, asks, hint)


def _is_answered(context: Context, question: Question) -> bool:
    who = question.answered_by.strip()
    return bool(question.answer.strip()) and (not who or may_decide(context.document, who, question.about))


RULE = Rule(check)
