"""The forms in which a document can be given away: one form one file, all made from the same view."""

from __future__ import annotations

from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.render.form import Form


@cache
def forms() -> Catalogue[Form]:
    """The catalogue of forms, by the names of their files, which are what `--format` takes."""
    return discover("interlock.render.forms", "FORM", Form)
