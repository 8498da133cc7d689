"""The command line ``newsledger``.

Only what every command shares is here; each command group is a module. Modules that take long to
import (Dagster, dbt, Great Expectations, spaCy, readers) are imported inside the commands.
"""

from dagster_project.cli.group import main

__all__ = ["main"]
