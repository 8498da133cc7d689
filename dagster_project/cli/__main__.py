"""``python -m dagster_project.cli``, where the script ``newsledger`` is not installed."""

from dagster_project.cli.group import main

main(prog_name="newsledger")
