"""What a maintainer runs, in the environment that is active: `nox` checks everything."""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["check"]

CHECKS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "layers": ("lint-imports", "--no-logo"),
    "golden": ("python", "tests/golden/regenerate.py", "--check"),
    "tests": ("python", "-m", "pytest", "--numprocesses=auto", "--cov", "--cov-fail-under=100"),
}


@nox.session
def check(session: nox.Session) -> None:
    """Run every check, cheapest first; `nox -- lint types` runs only those named."""
    unknown = set(session.posargs) - set(CHECKS)
    if unknown:
        session.error(f"no such check: {', '.join(sorted(unknown))}; known: {', '.join(CHECKS)}")
    for name, command in CHECKS.items():
        if not session.posargs or name in session.posargs:
            session.run(*command)


@nox.session(name="format")
def format_(session: nox.Session) -> None:
    """Put the code into its one format and mend what can be mended without thought."""
    session.run("ruff", "check", "--fix-only", ".")
    session.run("ruff", "format", ".")


@nox.session
def golden(session: nox.Session) -> None:
    """Write the golden answers anew, to be reviewed as a diff."""
    session.run("python", "tests/golden/regenerate.py")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what things cost, next to what else is in use; needs the `bench` extra."""
    session.run("python", "benchmarks/run.py", *session.posargs)
