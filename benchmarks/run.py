"""Run the benchmarks as a script; the same as `python -m benchmarks`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])
runpy.run_module("benchmarks", run_name="__main__", alter_sys=True)
