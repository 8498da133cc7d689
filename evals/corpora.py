"""Real corpora through the whole pipeline: counts add up, spans re-read, a second run does nothing.

Everything goes through the command line, as a user would do it.
"""

import gzip
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from evals.shared import DATA

NEWSLEDGER = str(Path(sys.executable).with_name("newsledger"))
_OUTCOMES = ("new", "revised", "withdrawn", "unchanged", "quarantined")


def evaluate() -> str | None:
    """The corpora of the evaluation data, ingested, built, verified and ingested again, as Markdown.

    None where the data is absent. Raises ``AssertionError`` when a count does not add up or a
    second run changes something, ``CalledProcessError`` when a command fails.
    """
    if not DATA.exists():
        return None
    with tempfile.TemporaryDirectory(prefix="newsledger-eval-") as scratch:
        home = Path(scratch) / "home"
        rows = [_ingested(name, paths, home) for name, paths in _corpora(Path(scratch)).items()]
        started = time.perf_counter()
        _command("build", "--json", "--home", str(home))
        seconds = time.perf_counter() - started
        verified = _command("verify", "--json", "--home", str(home))
        again = _command("build", "--json", "--home", str(home))
        status = _command("status", "--json", "--home", str(home))
    table = "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)
    counts = ", ".join(f"{name} {count:,}" for name, count in status["row_counts"].items())
    checks = ", ".join(f"{count} {what}" for what, count in status["last_build"]["checks"].items())
    return (
        "## Real corpora, end to end\n\n"
        "In = new + revised + withdrawn + unchanged + quarantined; ingested twice, the second time "
        "everything is unchanged or still quarantined. Nothing was fetched: teasers in feeds are "
        "quarantined as unreachable.\n\n"
        "| corpus | in | new | revised | withdrawn | unchanged | quarantined | seconds |\n"
        f"|---|---|---|---|---|---|---|---|\n{table}\n\n"
        f"- Build: {seconds:.0f} s on the wall; checks: {checks}.\n"
        f"- Verify: {verified['events']:,} events and {verified['published_rows']:,} published rows "
        f"read again, {len(verified['problems'])} differences.\n"
        f"- Second build: {again['status'].replace('_', ' ')}.\n"
        f"- Rows: {counts}.\n"
    )


def _corpora(scratch: Path) -> dict[str, list[Path]]:
    sample = scratch / "abp_news_2000.jsonl"
    with gzip.open(DATA / "abp_news" / "articles.jsonl.gz", "rb") as lines:
        sample.write_bytes(b"".join(itertools.islice(lines, 2000)))
    return {
        "seeds": sorted((DATA / "seeds").glob("*.txt")),
        "abp_news (2,000)": [sample],
        "incidents": [DATA / "incidents" / "articles.jsonl.gz"],
        "html_news": [DATA / "html_news" / "pages"],
        "feeds": sorted(path for path in (DATA / "feeds").iterdir() if path.suffix != ".md"),
        "bbc_txt": [DATA / "bbc_txt" / "bbc_txt.tar.gz"],
    }


def _ingested(name: str, paths: list[Path], home: Path) -> tuple[Any, ...]:
    started = time.perf_counter()
    command = ["ingest", "--json", "--home", str(home), *map(str, paths)]
    first = _command(*command)
    seconds = time.perf_counter() - started
    second = _command(*command)
    for counts in (first, second):
        if counts["total"] != sum(counts[outcome] for outcome in _OUTCOMES):
            raise AssertionError(f"{name}: the counts do not add up: {counts}")
    if second["new"] or second["revised"] or second["withdrawn"]:
        raise AssertionError(f"{name}: the second ingest was not a no-op: {second}")
    return name, first["total"], *(first[outcome] for outcome in _OUTCOMES), f"{seconds:.0f}"


def _command(*arguments: str) -> dict[str, Any]:
    done = subprocess.run([NEWSLEDGER, *arguments], check=True, stdout=subprocess.PIPE)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    sys.stdout.write(evaluate() or "skipped: the evaluation data is not here\n")
