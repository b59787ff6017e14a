"""Hypothesis profiles: a small one on every run, a large one with CASEWORK_HYPOTHESIS=large."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("small", max_examples=60, deadline=None)
settings.register_profile("large", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("CASEWORK_HYPOTHESIS", "small"))
