"""What `git merge` leaves in a file where two changes met."""

from __future__ import annotations

import re

CONFLICT = re.compile(r"^(?:(?:<{7}|\|{7}|>{7})(?: .*)?|={7})\r?$", re.MULTILINE)
"""The lines around the two versions (git-merge, "How conflicts are presented")."""
LEFT = "a merge conflict was left here"
RESOLVE = "Keep what is right, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`."
