"""Look at what was written where, when and why, and take a written value back.

Without a command: `show`.
"""

from __future__ import annotations

from interlock.cli.commands.history.showing import show
from interlock.cli.commands.history.undoing import undo
from interlock.cli.groups import Family

command = Family(name="history", help=__doc__)
for _one in (show, undo):
    command.add_command(_one)
