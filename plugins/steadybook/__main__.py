"""`python -m steadybook` does what the `steadybook` command does."""

from __future__ import annotations

from steadybook.commands.main import program

if __name__ == "__main__":
    program()
