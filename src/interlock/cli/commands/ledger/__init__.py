"""Look after what is kept between runs.

Without a command: `info`.

Exit codes: 0 done, and nothing is wrong; 1 something is wrong with the ledger; 2 could not run.
"""

from __future__ import annotations

from interlock.cli.commands.ledger.copies import backup, restore
from interlock.cli.commands.ledger.state import info, prune, verify
from interlock.cli.groups import Family

command = Family(name="ledger", help=__doc__)
for _one in (info, verify, backup, restore, prune):
    command.add_command(_one)
