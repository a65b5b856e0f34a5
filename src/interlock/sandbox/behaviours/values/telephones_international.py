"""Telephone numbers are kept with a plus in front."""

from interlock.sandbox.behaviours._behaviour import Behaviour
from interlock.sandbox.behaviours._settings import Spelling
from interlock.sandbox.behaviours._spelling import spelled

BEHAVIOUR = Behaviour(
    spelled(Spelling.INTERNATIONAL, "phone", "tel", "telephone", "mobile"),
    example="`493012345` is kept as `+493012345`",
)
