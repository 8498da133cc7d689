"""Run every evaluation and write reports/eval.md. How a thing is measured belongs in its module."""

import importlib
import sys

import click

from evals.shared import DATA, ROOT

REPORT = ROOT / "reports" / "eval.md"
EVALUATIONS = ("attribution", "html_news", "corpora")


@click.command()
@click.argument("only", nargs=-1, type=click.Choice(EVALUATIONS))
def main(only: tuple[str, ...]) -> None:
    """Print the named evaluations (all by default); a complete run renews the committed report."""
    if not DATA.exists():
        sys.exit(f"the evaluation data is not here: {DATA} (set NEWSLEDGER_SHARED)")
    sections = []
    for name in only or EVALUATIONS:
        section = importlib.import_module(f"evals.{name}").evaluate()
        sys.stdout.write(section + "\n")
        sys.stdout.flush()
        sections.append(section)
    if not only:
        heading = "# Quality\n\nWritten by `make eval` from the development data.\n\n"
        REPORT.write_text(heading + "\n".join(sections))


if __name__ == "__main__":
    main()
