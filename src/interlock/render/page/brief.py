"""A short report as a page: it loads nothing, runs nothing and sends nothing."""

from __future__ import annotations

from interlock.render.brief import Brief
from interlock.render.page import environment, markup, packed, policy, source


def brief_page(brief: Brief) -> str:
    """The report as one HTML file, to read, to print and to send."""
    style = source("page.css") + "\n" + source("brief.css")
    made = environment().get_template("brief.html.j2")
    return packed(made.render(brief=brief, policy=policy(style, ""), style=markup(style)))
