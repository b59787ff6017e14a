"""`casework regimes`: the national schemes that are shipped, in words."""

from __future__ import annotations

import click

from casework.cli.params import REGIME
from casework.cli.saying import say
from casework.prose.schemes import scheme_in_markdown, schemes_in_text
from casework.rules.schemes.regimes import Regime, regime
from casework.rules.schemes.regimes import regimes as shipped


@click.command()
@click.argument("scheme", metavar="[ID]", type=REGIME, required=False)
def regimes(scheme: Regime | None) -> None:
    """The national schemes that are shipped, or one of them with every term and its source.

    ID is a scheme, such as housing-ombudsman, or an edition of it, such as
    housing-ombudsman-2024.
    """
    if scheme is None:
        lines = schemes_in_text(map(regime, shipped()))
    else:
        lines = scheme_in_markdown(scheme)
    for line in lines:
        say(line)
