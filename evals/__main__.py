"""Run evaluations and write a report of each into reports/. How a thing is measured belongs in its module."""

import importlib
import sys

import click

from evals.shared import DATA, ROOT

REPORTS = ROOT / "reports"
EVALUATIONS = (
    "attribution",
    "speakers",
    "own_voice",
    "stance",
    "html_news",
    "bare_text",
    "feeds",
    "names",
    "outlets",
    "labels",
    "origins",
    "stories",
    "corpora",
    "revisions",
)


@click.command()
@click.argument("only", nargs=-1, type=click.Choice(EVALUATIONS))
def main(only: tuple[str, ...]) -> None:
    """Print the named evaluations (all by default) and renew their committed reports."""
    if not DATA.exists():
        sys.exit(f"the evaluation data is not here: {DATA} (set NEWSLEDGER_SHARED)")
    for name in only or EVALUATIONS:
        section = importlib.import_module(f"evals.{name}").evaluate()
        sys.stdout.write(section + "\n")
        sys.stdout.flush()
        heading = "Written by `make eval` from the development data.\n\n"
        (REPORTS / f"{name}.md").write_text(heading + section.strip() + "\n")


if __name__ == "__main__":
    main()
