"""Which document was meant by an id that none has."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from steadybook.model.context import Context
from steadybook.model.discovery import kinds
from steadybook.model.wording import closest, is_typo


class Meant(NamedTuple):
    """What may have been meant."""

    id: str | None
    help: str
    certain: bool
    """It is the same id mistyped, or the name of a document whose file was renamed: more than the nearest there is."""


def meant_id(context: Context, names: Collection[str], id: str, otherwise: str) -> Meant:
    """The document of one of the kinds `names` that `id` may stand for; `otherwise` is the help where none is near."""
    for kind in kinds():
        if kind.name in names and kind.named_by:
            for document in context.corpus.of(kind):
                if getattr(document.model, kind.named_by) == id:
                    there = f"`{document.path}` has that name inside; its id is its file's name"
                    return Meant(document.id, f"{there}: write `{document.id}`, or rename the file.", True)
    near = closest(id, [known for name in names for known in context.corpus.ids(name)])
    if near is None:
        return Meant(None, otherwise, False)
    return Meant(near, f"Did you mean `{near}`?", is_typo(id, near))
