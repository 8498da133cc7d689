"""Whether an erasure was cut short: as long as it is not completed, nothing may be built from the log.

Light to import. Erasing belongs in ``dagster_project.erasing``.
"""

from ingest.errors import ConfigurationError
from ingest.home import Home

RESUME = "newsledger articles erase --resume"


def is_cut_short(home: Home) -> bool:
    """Whether an erasure is under way, or was killed before it was done."""
    return home.erasure_marker.exists()


def refuse_if_cut_short(home: Home) -> None:
    """Raises ``ConfigurationError``: what is to be erased must not come into tables again."""
    if is_cut_short(home):
        raise ConfigurationError(f"an erasure was cut short in {home.root}; complete it: {RESUME}")
