"""Where things lie in the source tree."""

from __future__ import annotations

from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
VENV = TREE / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = TREE / "node_modules"
BUILD = TREE / "build"
SETTINGS = "holdfast.config.settings"
