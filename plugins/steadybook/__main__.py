"""`python -m steadybook` does what the `steadybook` command does."""

from __future__ import annotations

import sys

from steadybook.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
