"""The guards of issues: until when a further one may be raised in a case."""

from __future__ import annotations

from itertools import takewhile

from casework.cases.clock_guards import Asked


def raised(asked: Asked) -> str | None:
    """Why a further issue may not be raised in a case, or None.

    What is newly raised after it is a case of its own.
    """
    until = asked.procedure.issues_until
    if until is None:
        return None
    since = takewhile(lambda event: event.name != "received", reversed(asked.case.settled))
    met = next((event for event in since if event.name == until), None)
    if met is None:
        return None
    return f"further issues are raised until '{until}', which was on {met.on}"
