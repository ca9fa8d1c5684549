"""The plugin's options in mkdocs.yml."""

from __future__ import annotations

from datetime import date

from mkdocs.config import config_options
from mkdocs.config.base import Config


class SteadybookConfig(Config):
    """All options may be left out."""

    root = config_options.Type(str, default="")
    """The repository, relative to mkdocs.yml; by default the folder that mkdocs.yml stands in."""
    as_of = config_options.Optional(config_options.Type((str, date)))
    """What counts as now: a date or an instant; by default what the repository's configuration says, else now.

    YAML makes a date or an instant of one that is not quoted.
    """

    @property
    def now(self) -> str | None:
        """`as_of` as it would be quoted."""
        written: object = self.as_of
        if written is None:
            return None
        return written.isoformat() if isinstance(written, date) else str(written)
