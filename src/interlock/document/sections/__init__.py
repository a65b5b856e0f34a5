"""Readers of the document's sections: one section, or two that belong together, one file."""
