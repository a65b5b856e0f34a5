"""Says in the controlled language what a sentence in free words seems to say, or what it leaves open."""

from interlock.document.rewriting.cells import reword
from interlock.document.rewriting.openness import left_open, template
from interlock.document.rewriting.sentence import Rewriting, rewrite
from interlock.document.rewriting.vocabulary import Vocabulary

__all__ = ["Rewriting", "Vocabulary", "left_open", "reword", "rewrite", "template"]
