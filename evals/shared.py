"""Where the ground truth lies. It is not part of the repository; without it an evaluation is skipped."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("NEWSLEDGER_SHARED") or ROOT.parent / "shared")
DATA = SHARED / "data"
