"""`casework check` and `casework diagram`: what a policy file says, judged and drawn."""

from __future__ import annotations

import json
from pathlib import Path

import click

from casework.cli.params import OUTPUT, POLICY, REGIME, formats, written
from casework.cli.saying import say
from casework.errors import listed, meant
from casework.interop.changes import conformity_record
from casework.prose.conformity import conformity_in_markdown
from casework.prose.diagrams import procedure_in_mermaid
from casework.prose.pages import conformity_in_html
from casework.rules.alternatives import left_open
from casework.rules.policy import Policy
from casework.rules.schemes.conformity import Conformity, conformity
from casework.rules.schemes.regimes import Regime


@click.command()
@click.argument("policy", type=POLICY)
@click.option("--against", "scheme", type=REGIME, help="A national scheme to hold it against.")
@click.option("--procedure", help="Which procedure to hold, where the policy has several.")
@formats("md", "html", "json", default="md")
@OUTPUT
def check(
    policy: Policy,
    scheme: Regime | None,
    procedure: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Report every fault of POLICY with its place; exit status 1 if there is one.

    With --against, hold it against a national scheme, term by term: what the scheme says, what
    the policy says, and whether it conforms.
    """
    if scheme is not None:
        _held(conformity(policy, scheme, _one(policy, procedure)), form, output)
        return
    stages = sum(len(each.stage) for line in policy.procedures.values() for each in line)
    clocks = sum(
        len(stage.clock)
        for line in policy.procedures.values()
        for each in line
        for stage in each.stage
    )
    unconfirmed = [name for name, source in policy.sources.items() if not source.confirmed]
    say(f"{policy.authority}, policy '{policy.id}', revision {policy.revision}: no faults.")
    say(
        f"Procedures: {len(policy.procedures)} ({', '.join(policy.procedures)});"
        f" stages: {stages}; clocks: {clocks}; taxonomies: {len(policy.taxonomies)}."
    )
    for name, stage, gap in left_open(policy):
        say(f"Left open, as published: {name}, {stage}: {gap}.")
    if unconfirmed:
        say(f"Sources not confirmed: {', '.join(unconfirmed)}.")


@click.command()
@click.argument("policy", type=POLICY)
@click.option("--procedure", help="Which procedure, where the policy has several.")
def diagram(policy: Policy, procedure: str | None) -> None:
    """Draw a procedure of POLICY, in its newest revision, as a Mermaid state diagram."""
    newest = policy.timeline(_one(policy, procedure)).spans[-1].value
    for line in procedure_in_mermaid(newest):
        say(line)


def _one(policy: Policy, procedure: str | None) -> str:
    known = policy.procedures
    if procedure is None:
        if len(known) > 1:
            raise click.UsageError(f"--procedure is needed: {listed(known)}")
        (procedure,) = known
    if procedure not in known:
        near = meant(procedure, known)
        hint = f"; perhaps '{near}' was meant" if near else ""
        raise click.UsageError(f"no procedure '{procedure}', only {listed(known)}{hint}")
    return procedure


def _held(found: Conformity, form: str, output: Path | None) -> None:
    if form == "json":
        text = json.dumps(conformity_record(found), indent=2, ensure_ascii=False)
    elif form == "html":
        text = conformity_in_html(found)
    else:
        text = "\n".join(conformity_in_markdown(found))
    written(text, output)
