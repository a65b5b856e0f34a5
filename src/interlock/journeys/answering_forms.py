"""How the OpenAPI description of a system shows its answers, for sandboxes that others than Interlock speak to."""

from __future__ import annotations

from interlock.journeys.descriptions import sources_of
from interlock.journeys.project import Project, description_path
from interlock.model.answer_form import AnswerForms
from interlock.model.value import Side
from interlock.systems.answering import DescribedAnswers
from interlock.systems.formats import recognised


def answer_forms(project: Project, side: Side) -> AnswerForms | None:
    """How the system's OpenAPI description shows its answers; None where there is none."""
    path = description_path(project.folder, project.document.system(side))
    sources = sources_of(path) if path is not None else ()
    root = next((source.value for source in sources if recognised(source) == "openapi"), None)
    return DescribedAnswers(root) if root is not None else None
