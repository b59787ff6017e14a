"""`casework check` and `casework diagram`: what a policy file says, judged and drawn."""

from __future__ import annotations

import click

from casework.cli.params import POLICY
from casework.errors import listed, meant
from casework.prose.diagrams import procedure_in_mermaid
from casework.rules.policy import Policy


@click.command()
@click.argument("policy", type=POLICY)
def check(policy: Policy) -> None:
    """Report every fault of POLICY with its place; exit status 1 if there is one."""
    stages = sum(len(each.stage) for line in policy.procedures.values() for each in line)
    clocks = sum(
        len(stage.clock)
        for line in policy.procedures.values()
        for each in line
        for stage in each.stage
    )
    unconfirmed = [name for name, source in policy.sources.items() if not source.confirmed]
    click.echo(f"{policy.authority}, policy '{policy.id}', revision {policy.revision}: no faults.")
    click.echo(
        f"Procedures: {len(policy.procedures)} ({', '.join(policy.procedures)});"
        f" stages: {stages}; clocks: {clocks}; taxonomies: {len(policy.taxonomies)}."
    )
    if unconfirmed:
        click.echo(f"Sources not confirmed: {', '.join(unconfirmed)}.")


@click.command()
@click.argument("policy", type=POLICY)
@click.option("--procedure", help="Which procedure, where the policy has several.")
def diagram(policy: Policy, procedure: str | None) -> None:
    """Draw a procedure of POLICY, in its newest revision, as a Mermaid state diagram."""
    known = policy.procedures
    if procedure is None:
        if len(known) > 1:
            raise click.UsageError(f"--procedure is needed: {listed(known)}")
        (procedure,) = known
    if procedure not in known:
        near = meant(procedure, known)
        hint = f"; perhaps '{near}' was meant" if near else ""
        raise click.UsageError(f"no procedure '{procedure}', only {listed(known)}{hint}")
    newest = known[procedure].spans[-1].value
    for line in procedure_in_mermaid(newest):
        click.echo(line)
