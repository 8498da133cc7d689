"""Measure everything and write reports/bench.md. How each thing is measured belongs in its module."""

import tempfile
from pathlib import Path

import click

from benchmarks import (
    append_rate,
    entity_lookups,
    measure,
    pipeline,
    report,
    scale,
    startup,
    verify_rate,
)

REPORT = Path(__file__).resolve().parents[1] / "reports" / "bench.md"


MEASURES = {
    "pipeline": pipeline.measure,
    "scale": scale.measure,
    "names": entity_lookups.measure,
    "append": append_rate.measure,
    "verify": verify_rate.measure,
    "startup": startup.measure,
}


@click.command()
@click.argument("only", nargs=-1, type=click.Choice(list(MEASURES)))
@click.option("--articles", default=2000, show_default=True, help="Size of the pipeline measure.")
def main(only: tuple[str, ...], articles: int) -> None:
    """Print the named measures (all by default), and renew what the committed report says of them."""
    measure.adopt_orphans()
    for name in only or MEASURES:
        with tempfile.TemporaryDirectory(prefix="newsledger-bench-") as scratch:
            table = MEASURES[name](Path(scratch), articles)
        report.show(table)
        report.renew(REPORT, {name: table}, list(MEASURES))


if __name__ == "__main__":
    main()
