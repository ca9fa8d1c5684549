"""How often Python looks for garbage while a site is built: seldom, for nearly all that is made stays until the end.

Documents, views and pages are millions of objects without cycles among them, and each full walk through them takes as
long as some hundred pages.
"""

from __future__ import annotations

import gc

YOUNG = 50_000
"""Objects made between two looks at the young ones; Python's own is 700, which a single page exceeds many times."""


class Collection:
    """Garbage collection from the moment that the documents are there until the site is written."""

    def __init__(self) -> None:
        self.last = False
        """The process ends with the build, so that nothing is worth a walk through it, nor being freed."""
        self._usual: tuple[int, int, int] | None = None

    def relax(self) -> None:
        """Leaves alone what is there, and looks seldom at what comes."""
        if self._usual is None:
            self._usual = gc.get_threshold()
            gc.set_threshold(YOUNG, *self._usual[1:])
        gc.freeze()

    def resume(self) -> None:
        """As before `relax`; what was left alone is looked at again, unless this build was the last."""
        if self._usual is not None:
            gc.set_threshold(*self._usual)
            self._usual = None
        if self.last:
            gc.freeze()
        else:
            gc.unfreeze()
