"""One page with everything in it, to read, to print and to answer in: any browser, no network."""

from __future__ import annotations

from interlock.render.form import Form, Settings
from interlock.render.page import page, partner_page
from interlock.render.view.model import View


def _write(view: View, settings: Settings) -> bytes:
    return (partner_page(view, settings.accepts) if settings.partner else page(view)).encode()


FORM = Form(ending=".html", write=_write, answers=True)
