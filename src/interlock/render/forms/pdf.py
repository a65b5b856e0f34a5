"""A PDF to print, to sign by hand and to keep: A4, with the digests of what is agreed at the foot of each page."""

from __future__ import annotations

from interlock.render.form import Form, Settings
from interlock.render.paper import paper_of
from interlock.render.paper.typeset import pdf
from interlock.render.view.model import View


def _write(view: View, _settings: Settings) -> bytes:
    return pdf(paper_of(view))


FORM = Form(ending=".pdf", write=_write, text=False)
