"""GitHub Markdown with everything resolved: for a wiki, a ticket or a chat."""

from __future__ import annotations

from interlock.render.form import Form, Settings
from interlock.render.markdown import markdown
from interlock.render.view.model import View


def _write(view: View, _settings: Settings) -> bytes:
    return markdown(view).encode()


FORM = Form(ending=".md", write=_write)
