"""The table of guarantees in CONTRIBUTING.md names tests that exist, for every guarantee."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SECTION = re.compile(r"## What the log guarantees\n(.*?)\n## ", re.S)
ROW = re.compile(r"^\| (\d+) \| .+? \| (.+) \|$", re.M)


def guarantees() -> dict[int, list[str]]:
    """The tests of each guarantee, by its number."""
    found = SECTION.search((TESTS.parent / "CONTRIBUTING.md").read_text())
    assert found
    return {int(row[1]): re.findall(r"`([^`]+)`", row[2]) for row in ROW.finditer(found[1])}


def test_every_guarantee_names_its_tests() -> None:
    assert list(guarantees()) == list(range(1, 10))
    assert all(guarantees().values())


@pytest.mark.parametrize("name", [name for names in guarantees().values() for name in names])
def test_a_test_that_is_named_exists(name: str) -> None:
    path, _, function = name.partition("::")
    tree = ast.parse((TESTS / path).read_text())
    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
