"""Kinds of argument that several commands take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from casework.cli.saying import say
from casework.days.written import day_written, instant_written
from casework.errors import LimitError, PolicyError, listed, meant
from casework.rules.policy import Policy

if TYPE_CHECKING:
    from casework.rules.schemes.regimes import Regime


class Day(click.ParamType[date]):
    """A day, written 2026-03-02."""

    name = "day"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """The day, or a usage error that says how to write one."""
        if isinstance(value, date):
            return value
        try:
            return day_written(value)
        except ValueError:
            self.fail(f"'{value}' is no day; write one such as 2026-03-02", param, ctx)


class Moment(Day):
    """A day, or an instant written 2026-03-02T17:30."""

    name = "day or time"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """The day or the instant, or a usage error."""
        if isinstance(value, str) and "T" in value:
            try:
                return instant_written(value)
            except ValueError:
                self.fail(f"'{value}' is no time; write 2026-03-02T17:30", param, ctx)
        return super().convert(value, param, ctx)


class PolicyFile(click.Path):
    """A policy file, or a shipped scheme by its id; faults end the command with exit status 1."""

    name = "policy"

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The policy."""
        from casework.rules.load import load_policy

        if isinstance(value, Policy):
            return value
        from casework.rules.schemes.regimes import regime

        if not Path(str(value)).exists() and not Path(str(value)).suffix:
            try:
                return regime(str(value)).policy
            except LimitError as error:
                near = f"; perhaps '{error.meant}' was meant" if error.meant else ""
                self.fail(f"'{value}' is no file and no shipped scheme{near}", param, ctx)
        path = Path(str(super().convert(value, param, ctx)))
        try:
            return load_policy(path)
        except PolicyError as error:
            say(error, err=True)
            ctx.exit(1)


class RegimeId(click.ParamType["Regime"]):
    """A shipped scheme, or an edition of it, by its id."""

    name = "regime"

    def convert(self, value: Any, param: Any, ctx: Any) -> Regime:
        """The scheme, or a usage error that says which there are."""
        from casework.rules.schemes.regimes import regime

        try:
            return regime(value)
        except LimitError as error:
            self.fail(str(error), param, ctx)


Command = TypeVar("Command", bound=Callable[..., Any])

DAY = Day()
MOMENT = Moment()
POLICY = PolicyFile()
REGIME = RegimeId()


def formats(*names: str, default: str) -> Callable[[Command], Command]:
    """The `--format` option with the names that a command can write."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=default, show_default=True
    )


OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead.",
)


def written(text: str, output: Path | None) -> None:
    """Write the answer of a command to where it was asked for."""
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")


def chosen(policy: Policy, given: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """What `--only NAME=VALUE,VALUE` chooses, or a usage error where nothing can be meant."""
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, sign, rest = text.partition("=")
        values = tuple(value.strip() for value in rest.split(",") if value.strip())
        if not (name and sign and values):
            raise click.UsageError(f"--only '{text}': write NAME=VALUE")
        for value in values:
            known = _known_values(policy, name)
            if known and value not in known:
                near = meant(value, known)
                hint = f"; perhaps '{near}' was meant" if near else ""
                raise click.UsageError(f"--only '{text}': {name} is {listed(known)}{hint}")
        found[name] = (*found.get(name, ()), *values)
    return found


def _known_values(policy: Policy, name: str) -> tuple[str, ...]:
    if name == "procedure":
        return tuple(policy.procedures)
    if name == "kind":
        kinds = (each.kind for timeline in policy.procedures.values() for each in timeline)
        return tuple(dict.fromkeys(kinds))
    taxonomy = policy.taxonomies.get(name)
    return taxonomy.ids if taxonomy else ()
