"""Finds packages that hold one item a file: unique names, docs, what was probably meant, and names on demand."""

from interlock.catalogue.discovery import Catalogue, discover
from interlock.catalogue.literals import has_all, in_lower_case, literals
from interlock.catalogue.nearest import did_you_mean, nearest
from interlock.catalogue.on_demand import on_demand

__all__ = [
    "Catalogue",
    "did_you_mean",
    "discover",
    "has_all",
    "in_lower_case",
    "literals",
    "nearest",
    "on_demand",
]
