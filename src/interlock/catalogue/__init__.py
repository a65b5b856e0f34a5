"""Finds packages that hold one item a file: unique names, docs, and what was probably meant."""

from interlock.catalogue.discovery import Catalogue, discover
from interlock.catalogue.nearest import did_you_mean, nearest

__all__ = ["Catalogue", "did_you_mean", "discover", "nearest"]
