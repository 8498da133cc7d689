"""Measure everything and write reports/bench.md. How each thing is measured belongs in its module."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import append_rate, measure, pipeline, report, scale, startup

REPORT = Path(__file__).resolve().parents[1] / "reports" / "bench.md"


def main() -> None:
    """Run the measures named on the command line (all by default) and renew their report."""
    measures = {
        "pipeline": pipeline.measure,
        "scale": scale.measure,
        "append": append_rate.measure,
        "startup": startup.measure,
    }
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("only", nargs="*", choices=[*measures], help="default: all")
    parser.add_argument("--articles", type=int, default=2000, help="size of the pipeline measure")
    arguments = parser.parse_args()
    measure.adopt_orphans()
    tables: list[report.Table] = []
    for name in arguments.only or measures:
        with tempfile.TemporaryDirectory(prefix="newsledger-bench-") as scratch:
            tables.append(measures[name](Path(scratch), arguments.articles))
        report.show(tables[-1])
    if not arguments.only:
        report.write(REPORT, tables)


if __name__ == "__main__":
    main()
