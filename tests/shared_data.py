"""Where annotated documents are, if this machine has them: beside the project, or where EXTRACT_SHARED says."""

from __future__ import annotations

import os
from pathlib import Path

SHARED = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).resolve().parents[2] / "shared"))
GOLD = SHARED / "gold" / "dev"
SCORER = SHARED / "eval" / "score.py"
