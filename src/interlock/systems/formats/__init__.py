"""What a description can be written in: one format a file, each drawn as an OpenAPI description and then learned."""

from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.systems.formats._format import READ_AT, Binding, Drawing, Format, Source

__all__ = ["READ_AT", "Binding", "Drawing", "Format", "Source", "formats", "meant", "recognised"]


@cache
def formats() -> Catalogue[Format]:
    """All formats by the names of their files."""
    return discover("interlock.systems.formats", "FORMAT", Format)


def recognised(source: Source, *, any_data: bool = False) -> str:
    """The name of the format that a file is written in, told by its content; empty where it is none.

    Args:
        source: the file.
        any_data: whether data and text that say nothing of themselves are taken for recorded answers and pages.
    """
    known = formats()
    for name in known.items:
        if not known[name].only_asked and known[name].recognises(source):
            return name
    if any_data:
        return next((n for n in known.items if known[n].only_asked and known[n].recognises(source)), "")
    return ""


def meant(source: Source) -> str:
    """The name of the format that a file in none was meant to be in, by its beginning or ending; empty: none."""
    known = formats()
    return next((name for name in known.items if known[name].meant(source)), "")
