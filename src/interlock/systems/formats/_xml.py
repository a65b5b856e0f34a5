"""XML read safely: no entities, nothing fetched, bounded in size and depth; elements with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from interlock.systems.formats._format import Source

_LARGEST = 40_000_000
_ROOT = re.compile(r"<(?!\?|!--)(?:[\w.-]+:)?([\w.-]+)[\s/>]")


class NotXml(Exception):
    """The text is no XML that may be read; the message says why."""


def root_name(source: Source) -> str:
    """The local name of the root element of what looks like XML, told without reading it; else empty."""
    head = source.head
    if not head.startswith("<"):
        return ""
    head = re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL)
    found = _ROOT.search(head)
    return found[1] if found else ""


def read_xml(source: Source) -> Element:
    """The root element.

    Raises:
        NotXml: it is broken, too large, or holds entities, which could make it explode or lead out of it.
    """
    if len(source.data) > _LARGEST:
        raise NotXml(f"it has more than {_LARGEST // 1_000_000} MB")
    try:
        root: Element = fromstring(source.data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise NotXml("it defines entities, which are not read: they could lead out of it or make it explode") from None
    except ParseError as problem:
        raise NotXml(str(problem)) from None
    except (ValueError, LookupError, RecursionError) as problem:
        raise NotXml(f"it is not text that can be read: {problem}") from None
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]  # the tag of a comment is a function


def below(element: Element, *names: str) -> Iterator[Element]:
    """The children of these local names, in order."""
    for child in element:
        if local(child) in names:
            yield child


def anywhere(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these local names anywhere below."""
    for child in element.iter():
        if child is not element and local(child) in names:
            yield child


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty where it is not given."""
    direct = element.get(name)
    if direct is not None:
        return direct
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def number(text: str) -> int | None:
    """A whole number, or None."""
    return int(text) if text.isdigit() and len(text) < 16 else None
