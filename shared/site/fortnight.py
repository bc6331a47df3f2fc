"""The next two weeks as the site file makes them, for the check: what the hall has each day, and who differs."""

from __future__ import annotations

from datetime import date, timedelta

from shared.site.check import hours_words
from shared.site.days import Shut, hours_on
from shared.site.model import Hours, Site
from shared.texts import pick

DAYS_AHEAD = 14
_MANY = 6
"""So many names stand in a line; of more only the number."""


def fortnight(site: Site, first: date) -> tuple[str, ...]:
    """English lines: one for each of 14 days from ``first`` with the hall's hours, below it one for each other answer
    with the agencies and services that have it. A service is named where it differs from its agency."""
    lines: list[str] = []
    for day in (first + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)):
        hall = _words(hours_on(site, None, None, day))
        lines.append(f"  {day:%a} {day:%Y-%m-%d}  {hall}")
        others: dict[str, list[str]] = {}
        for agency in site.agencies:
            own = _words(hours_on(site, agency, None, day))
            if own != hall:
                others.setdefault(own, []).append(pick(agency.short, "en"))
            for service in agency.services:
                if (its := _words(hours_on(site, agency, service, day))) != own:
                    others.setdefault(its, []).append(service.code)
        for answer, who in others.items():
            more = f" and {len(who) - _MANY} more" if len(who) > _MANY else ""
            lines.append(f"      {answer}: {', '.join(who[:_MANY])}{more}")
    return tuple(lines)


def _words(answer: Shut | Hours) -> str:
    if isinstance(answer, Hours):
        return hours_words(answer)
    return answer.why + (f" ({pick(answer.note, 'en')})" if answer.note else "")
