"""A DOCX file for a word processor: to comment on, to change, to print.

Its last part holds the tables as they are written, which come back by `interlock import`.
"""

from __future__ import annotations

from interlock.catalogue.extras import how_to_install
from interlock.errors import InterlockError
from interlock.render.form import Form, Settings
from interlock.render.paper import paper_of
from interlock.render.view.model import View


def _write(view: View, settings: Settings) -> bytes:
    try:
        from interlock.render.paper.written import docx  # noqa: PLC0415 - what writes it is an extra
    except ImportError:
        raise InterlockError("a DOCX file needs the extra `office`", hint=how_to_install("office")) from None
    return docx(paper_of(view), settings.sheets)


FORM = Form(ending=".docx", write=_write, text=False)
