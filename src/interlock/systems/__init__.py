"""API descriptions become profiles: what a system keeps, how it is read and written, and what it does not say."""

from interlock.systems.learning import Learned, learn
from interlock.systems.scoring import score_form
from interlock.systems.storage import from_json, to_json

__all__ = ["Learned", "from_json", "learn", "score_form", "to_json"]
