"""The home screen and the hall's facilities. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk.issuing.offline_policy import OfflineState
from kiosk.screens import cards, search_examples
from kiosk.screens.cards import AgencyCard, FacilityCard
from shared.texts import pick, text
from shared.wire import Hall, Openness
from shared.wording.closure import closed


class HomeProps(Struct, frozen=True):
    title: str = ""
    """What the home page asks for, or why the whole hall gives no numbers now and until when."""
    subtitle: str = ""
    information: str = ""
    """Where the information desk is."""
    search_invitation: str = ""
    agencies: tuple[AgencyCard, ...] = ()


class FacilitiesProps(Struct, frozen=True):
    facilities: tuple[FacilityCard, ...] = ()


def home_props(
    hall: Hall, lang: str, now: datetime, offline: OfflineState | None, proposals: tuple[str, ...]
) -> HomeProps:
    shut = _shut(hall, offline)
    title, subtitle = _titles(hall, shut, lang, now)
    return HomeProps(
        title,
        subtitle,
        pick(hall.site.information, lang),
        search_examples.invitation(lang, proposals),
        cards.agency_cards(hall, lang, now, offline, shut),
    )


def facilities_props(hall: Hall, lang: str) -> FacilitiesProps:
    return FacilitiesProps(cards.facility_cards(hall.site.facilities, lang))


def _shut(hall: Hall, offline: OfflineState | None) -> Openness | None:
    """While every agency is closed, the reason of most of them."""
    reasons = [figures.openness for figures in hall.figures.agencies]
    if offline is not None or not reasons or any(one.open for one in reasons):
        return None
    return max(reasons, key=reasons.count)


def _titles(hall: Hall, shut: Openness | None, lang: str, now: datetime) -> tuple[str, str]:
    """Title and what stands below it: an invitation, or why and until when the whole hall is closed."""
    if shut is None:
        return text(lang, "kiosk.home.title"), text(lang, "kiosk.home.subtitle")
    said = closed(lang, replace(shut, note=None), now, ZoneInfo(hall.site.timezone))
    return said, pick(shut.note, lang) or text(lang, "kiosk.home.shut")
