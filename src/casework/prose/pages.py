"""Web pages: one file each, with its style and its charts inside, and nothing from elsewhere.

A page is written by a template of Jinja, which is an optional part of the package.  Whatever
comes from a policy or a caseload is escaped; the templates hold all the markup that there is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from casework.errors import NotInstalled
from casework.learning.report import Report
from casework.prose import conformity
from casework.prose.charts import chart_of
from casework.prose.sheets import (
    empty_titles,
    heading_of,
    introduction,
    period_in_words,
    sheets_of,
)

if TYPE_CHECKING:
    from jinja2 import Environment

    from casework.rules.schemes.conformity import Conformity


@cache
def templates() -> Environment:
    """The templates of the package; `NotInstalled` where Jinja is not there."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError:
        raise NotInstalled("a web page", "jinja2", "casework[html]") from None
    return Environment(
        loader=PackageLoader("casework", "data/pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def report_in_html(report: Report) -> str:
    """A report as one page that stands by itself."""
    policy = report.policy
    return (
        templates()
        .get_template("report.html.jinja")
        .render(
            heading=heading_of(report),
            introduction=list(introduction(report)),
            period=period_in_words(report.period),
            sheets=[(sheet, chart_of(report, sheet.table)) for sheet in sheets_of(report)],
            empty=empty_titles(report),
            footer=f"Policy '{policy.id}', revision {policy.revision}, {policy.fingerprint}.",
        )
    )


def conformity_in_html(found: Conformity) -> str:
    """A policy held against a scheme, as one page to print and to fill in."""
    parts = [
        (
            conformity.title_of(found, held),
            [
                (clause.verdict, conformity.clause_cells(found, held, clause))
                for clause in held.clauses
            ],
        )
        for held in found.held
    ]
    return (
        templates()
        .get_template("conformity.html.jinja")
        .render(
            heading=conformity.heading_of(found),
            introduction=list(conformity.introduction(found)),
            columns=conformity.COLUMNS,
            parts=parts,
            questions=list(conformity.questions_of(found)),
            footer=f"Policy '{found.policy.id}', {found.policy.fingerprint}.",
        )
    )
