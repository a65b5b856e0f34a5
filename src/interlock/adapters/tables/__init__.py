"""Tables that other programs wrote, as plain text: workbooks, word processors' documents, comma-separated values."""

from interlock.adapters.tables.grids import ENDINGS, Grids, RawGrid, read_grids

__all__ = ["ENDINGS", "Grids", "RawGrid", "read_grids"]
