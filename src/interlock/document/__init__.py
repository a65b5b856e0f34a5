"""Text to `Document` and back: reads the document with the place of every word, and formats it."""

from interlock.document.shapes import shapes
from interlock.document.shapes.shape import Shape

__all__ = ["Shape", "shapes"]
