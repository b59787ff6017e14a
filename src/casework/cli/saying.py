"""Text for a terminal.

A caseload holds the words of others, and a terminal obeys some characters instead of showing
them.  Those are shown as a replacement character; JSON has escapes of its own and needs none.
"""

from __future__ import annotations

import click

_OBEYED = dict.fromkeys((*range(32), *range(127, 160)), "�")
_SHOWN = {n: mark for n, mark in _OBEYED.items() if chr(n) not in "\t\n"}


def say(text: object = "", *, err: bool = False) -> None:
    """Write a line to standard output or standard error, and obey nothing in it."""
    click.echo(str(text).translate(_SHOWN), err=err)
