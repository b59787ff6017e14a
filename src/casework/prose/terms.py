"""A term of a scheme or a policy in words: what it lays down, on one line."""

from __future__ import annotations

from collections.abc import Mapping

from casework.days.limits import Limit
from casework.errors import listed
from casework.rules.clocks import ClockRule, Extension, Pausing
from casework.rules.conditions import Condition, in_words
from casework.rules.procedure import People
from casework.rules.schemes.terms import Aspect, Term

ASPECTS: Mapping[Aspect, str] = {
    "stages": "stages",
    "limit": "limit",
    "extension": "extension",
    "pausing": "pause",
    "requires": "what must come first",
    "people": "who may act",
    "roles": "in which role",
    "seniority": "seniority",
    "needs": "what must be recorded",
    "way-out": "where to turn",
    "calendar": "working days",
    "receipt": "receipt",
    "codes": "list",
    "moves": "what may happen",
    "takes": "which cases it takes",
}


def term_in_words(term: Term) -> str:
    """What a term lays down."""
    if isinstance(term.part, Extension):
        return extension_in_words(term.part)
    if isinstance(term.part, Pausing):
        return pausing_in_words(term.part)
    if isinstance(term.part, People):
        return people_in_words(term.part)
    if term.clock is not None:
        return clock_rule_in_words(term.clock)
    says = [word.replace("-", " ") for word in term.says]
    if term.aspect == "stages":
        return f"{len(says)} stage{'' if len(says) == 1 else 's'}: {', '.join(says)}"
    if term.aspect == "requires":
        return f"{', '.join(says)} before {_event(term.name)}"
    if term.aspect in {"calendar", "receipt", "codes", "moves", "takes"}:
        return ", ".join(term.says)
    if term.aspect == "needs":
        return f"{', '.join(says)} with {_event(term.name)}"
    if term.aspect == "roles":
        return f"{_event(term.name)} by {listed(says)}"
    if term.aspect == "seniority":
        return f"{', '.join(says)}, from the most junior"
    return term.name


def clock_rule_in_words(rule: ClockRule) -> str:
    """A clock's limit, from where to where, and how it is counted where that is unusual."""
    back = all(limit.n < 0 for limit in rule.limit)
    limits = ", then ".join(
        str(Limit(-span.value.n, span.value.unit) if back else span.value)
        + (f" ({span.dates})" if span.since or span.until else "")
        for span in rule.limit.spans
    )
    since = _start(rule.starts, rule.dated_by)
    words = f"{limits} {'before' if back else 'from'} {since}"
    if rule.due_by is not None:
        words = f"until the day given as {_event(rule.due_by)} from {since}"
    for each in rule.either:
        words += f" or {each.limit} from {_start(each.starts or rule.starts, each.dated_by)}"
    words += f", whichever is the {rule.choose}," if rule.either else ""
    if rule.starts_when_due is not None:
        words += f", or from when {_event(rule.starts_when_due)} is due, if that is later,"
    words += f" to {_events(rule.stops)}"
    notes = [
        *(["the start being day 1"] if rule.counting == "same-day" else []),
        *(["months to the day before"] if rule.months == "day-before" else []),
        *(["months from the day after"] if rule.months == "day-after" else []),
        *([f"then the {rule.ends.replace('-', ' ')}"] if rule.ends != "as-it-falls" else []),
        *(_condition(fact, each) for fact, each in {**rule.starts_where, **rule.when}.items()),
        *(["otherwise"] if rule.otherwise else []),
        *(["again and again"] if rule.recurs else []),
        *(["hard"] if rule.hard else []),
        *([f"calendar {rule.calendar}"] if rule.calendar != "default" else []),
        *(f"a reminder {each} before" for each in rule.reminders),
    ]
    return words + (f" ({'; '.join(notes)})" if notes else "")


def extension_in_words(extension: Extension) -> str:
    """How far a clock may be extended, and what the record of it must carry."""
    words = bounds_in_words(extension) or "as long as is recorded"
    if extension.counted_from == "start" and extension.by:
        words += " from the start"
    if extension.beyond:
        words += f", further with {extension.beyond.replace('-', ' ')}"
    if extension.lapses_without:
        words += f", lapsing without {_event(extension.lapses_without)}"
    if extension.needs:
        words += f"; it needs {', '.join(each.replace('-', ' ') for each in extension.needs)}"
    return words


def bounds_in_words(extension: Extension) -> str:
    """How far a clock may be extended; empty where there is no bound."""
    bounds = [
        *([f"by {extension.by}"] if extension.by else []),
        *([f"to {extension.total} in total"] if extension.total else []),
        *([f"{extension.times} times"] if extension.times else []),
    ]
    return ", ".join(bounds)


def pausing_in_words(pausing: Pausing) -> str:
    """For what a clock stands still, which days are left out, and how it goes on."""
    words = "for " + (listed(each.replace("-", " ") for each in pausing.reasons) or "any reason")
    if not pausing.reasons:
        words = "for any reason"
    if pausing.ends == "inclusive":
        words += ", both ends left out"
    if pausing.close_after is not None:
        words += f", closed after {pausing.close_after} of silence"
    return words + (", then begins anew" if pausing.resumes == "restart" else "")


def people_in_words(people: People) -> str:
    """How many people are to be named, and from whom they stand apart."""
    least, most = people.at_least, people.at_most
    words = "somebody" if least == 1 else f"at least {least}"
    if most is not None:
        words = f"exactly {least}" if least == most else f"{least} to {most}"
    if people.different_from:
        words += f" who took no part in {listed(map(_event, people.different_from))}"
    parties = [f"the {_event(party)}" for party in people.different_from_facts]
    words += f", other than {' or '.join(parties)}" if parties else ""
    if people.more_senior_than:
        words += f", more senior than in {listed(map(_event, people.more_senior_than))}"
    if people.or_equal_when:
        words += f" (or equal where {in_words(people.or_equal_when)})"
    return words


def _start(events: tuple[str, ...], dated_by: str | None) -> str:
    return _event(dated_by) if dated_by else _events(events)


def _events(names: tuple[str, ...]) -> str:
    return " or ".join(map(_event, names))


def _event(name: str) -> str:
    return name.replace("-", " ")


def _condition(fact: str, condition: Condition) -> str:
    return f"where {fact.replace('-', ' ')} is {condition}"
