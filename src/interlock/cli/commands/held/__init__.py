"""Look at what is set aside, and decide about it.

Without a command: `list`.

Exit codes: 0 nothing is held, or all was decided; 1 something is held, or could not be decided; 2 could not run.
"""

from __future__ import annotations

from interlock.cli.commands.held.deciding import assign, decide, replay
from interlock.cli.commands.held.listing import listing, show
from interlock.cli.groups import Family

command = Family(name="held", help=__doc__)
for _one in (listing, show, decide, replay, assign):
    command.add_command(_one)
