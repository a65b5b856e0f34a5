"""Says in the controlled language what a sentence in free words seems to say, or what it leaves open.

Most documents say everything in words that are understood as they stand: nothing of this is loaded for them.
"""

from typing import TYPE_CHECKING

from interlock.catalogue import on_demand

if TYPE_CHECKING:
    from interlock.document.rewriting.cells import reword
    from interlock.document.rewriting.examples import filled
    from interlock.document.rewriting.openness import left_open, template
    from interlock.document.rewriting.sentence import Rewriting, rewrite
    from interlock.document.rewriting.ticks import ticked
    from interlock.document.rewriting.vocabulary import Vocabulary

__all__ = ["Rewriting", "Vocabulary", "filled", "left_open", "reword", "rewrite", "template", "ticked"]

__getattr__ = on_demand(
    __name__,
    {
        "cells": ("reword",),
        "examples": ("filled",),
        "openness": ("left_open", "template"),
        "sentence": ("Rewriting", "rewrite"),
        "ticks": ("ticked",),
        "vocabulary": ("Vocabulary",),
    },
)
