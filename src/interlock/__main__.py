"""The program by the name of its package: `python -m interlock`, where no folder of programs is on the path."""

from __future__ import annotations

from interlock.cli.main import main

if __name__ == "__main__":
    main()
