"""The command `steadybook`, which `python -m steadybook` runs as well."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def program() -> NoReturn:
    """Runs the command and ends the process, leaving its memory to the system.

    To take apart what a check of thousands of documents holds would take a twentieth of its time.
    """
    try:
        from steadybook.commands.main import main  # whoever interrupts this import as well is told nothing of it

        code = main()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        code = 128 + 2  # what `main` answers as well
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # a stream that nobody reads, or that was closed
            continue
    os._exit(code)


if __name__ == "__main__":
    program()
