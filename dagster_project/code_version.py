"""Which code made a build: when it changes, tables are built anew instead of added to."""

import hashlib
from importlib.metadata import version
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PROJECT_ROOT / "dbt"
_CODE = {"dbt": {".sql", ".yml"}, "ingest": {".py", ".yml"}, "expectations": {".py"}}
_GENERATED = {"target", "logs", "__pycache__"}


def code_files(root: Path = PROJECT_ROOT) -> list[Path]:
    """The files that decide what the tables hold, in a stable order."""
    return sorted(
        path
        for folder, suffixes in _CODE.items()
        for path in (root / folder).rglob("*")
        if path.suffix in suffixes and not _GENERATED & {*path.relative_to(root).parts}
    )


def code_version(root: Path = PROJECT_ROOT) -> str:
    """The package version and a hash over names and contents of the files that decide."""
    digest = hashlib.sha256()
    for path in code_files(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{version('newsledger')}+{digest.hexdigest()[:12]}"
