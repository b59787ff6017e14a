"""The `casework` command: commands over policies and caseloads.

Exit status 0 when all is well, 1 when an input has faults (each is reported with its place, and
what could be done has been done), 2 when the command itself was wrong.  Standard output carries
the answer only; faults and progress go to standard error.
"""

from __future__ import annotations

import os
import sys

import click

from casework.cli.cases import explain, status
from casework.cli.changes import diff, impact, replay_under
from casework.cli.due import due
from casework.cli.policies import check, diagram
from casework.cli.regimes import regimes
from casework.cli.remedies import remedies
from casework.cli.reports import report
from casework.cli.rising import rising
from casework.cli.sampling import sample
from casework.cli.saying import say
from casework.cli.sorting import sort
from casework.cli.taxonomies import taxonomies
from casework.cli.weekly import weekly
from casework.errors import CaseworkError

__all__ = ["main"]


class _Commands(click.Group):
    """A group that turns every error into a message and an exit status."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CaseworkError as error:
            say(error, err=True)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the flush at exit
            ctx.exit(1)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            say(f"{place}{error.strerror or error}", err=True)
            ctx.exit(1)
        except Exception as error:
            if os.environ.get("CASEWORK_DEBUG"):
                raise
            kind = type(error).__name__
            say(f"casework failed unexpectedly: {kind}: {error}", err=True)
            say("Please report this; CASEWORK_DEBUG=1 shows where it happened.", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="casework")
def main() -> None:
    """Deadlines, stages and figures of complaints casework, from an authority's policy file."""


for command in (
    due,
    check,
    status,
    explain,
    report,
    weekly,
    sort,
    diagram,
    regimes,
    diff,
    impact,
    replay_under,
    taxonomies,
    remedies,
    sample,
    rising,
):
    main.add_command(command)
