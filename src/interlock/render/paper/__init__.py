"""A document as something to print and to sign by hand: one set of blocks, set as PDF or written as DOCX."""

from interlock.render.paper.building import paper_of

__all__ = ["paper_of"]
