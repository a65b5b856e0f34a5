"""Who uses the program, as this machine knows them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping

VARIABLE = "INTERLOCK_BY"
"""Names who decides where the name of the login does not."""


def who(variables: Mapping[str, str] | None = None) -> str:
    """The name in `INTERLOCK_BY`, else that of the login; empty where neither is known."""
    known = os.environ if variables is None else variables
    if known.get(VARIABLE, "").strip():
        return known[VARIABLE].strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user may have no name
        return ""
