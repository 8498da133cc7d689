"""The root command: loads a command's module only when that command is called or described.

How errors look to people is in ``dagster_project.cli.shared``.
"""

import importlib

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "ingest": ("ingesting", "Read files, folders, archives, feeds and URLs into the log."),
    "build": ("building", "Extract what is new, build the tables, check them, publish."),
    "status": ("status", "Where the log and the warehouse stand, and what waits or failed."),
    "sql": ("querying", "Run a query on the published warehouse."),
    "as-of": ("as_of", "Write the warehouse as it was at a moment or log position."),
    "extract": ("extracting", "Show what the extractor finds in given texts."),
    "extractors": ("extractors", "Compare extractors, and choose whose results are published."),
    "articles": ("articles", "Correct articles, take them back, and see how they changed."),
    "entities": ("entities", "Decide which names are one person, body or place."),
    "sources": ("sources", "Load what others say about outlets, or take it back."),
    "stories": ("stories", "Decide which articles tell of one happening, and see why."),
    "origins": ("origins", "Decide which articles have one origin, and see why."),
    "verify": ("verifying", "Re-read the whole log and the evidence of every published row."),
    "checkpoint": ("verifying", "Sign where the log ends, to prove later that nothing is missing."),
    "doctor": ("maintaining", "Say what is wrong in the home, and what to do about it."),
    "backup": ("maintaining", "Copy what cannot be made again, and verify the copy."),
    "restore": ("maintaining", "Make a home from a backup."),
    "compact": ("maintaining", "Write the log's file anew without its free space."),
    "ui": ("serving", "Open Dagster: the graph, the runs, the checks."),
    "dashboard": ("serving", "Open the dashboard on the published warehouse."),
    "docs": ("serving", "Build and serve table documentation and check reports."),
}
"""Command -> module and one line of help: ``--help`` imports no command."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order in which people use them."""
        return [*COMMANDS]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(
            importlib.import_module(f"dagster_project.cli.{module}"),
            f"{cmd_name.replace('-', '_')}_command",
        )
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """The one-line helps, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsledger", prog_name="newsledger")
def main() -> None:
    """Who claimed what, about whom, according to which outlet, when: a warehouse of the news.

    Begin with `newsledger ingest FOLDER`, then `newsledger build`, then `newsledger status`.
    """
