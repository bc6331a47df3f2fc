"""All screens at one moment: frozen props, derived from the hall, the choices and the issuing state. Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kiosk.idle_timer import IdleState
from kiosk.issuing import states
from kiosk.issuing.offline_policy import OfflineState
from kiosk.screens import screen_reader
from kiosk.screens.frame import FrameProps, frame_props, page_of
from kiosk.screens.home import FacilitiesProps, HomeProps, facilities_props, home_props
from kiosk.screens.idle import IdleProps, idle_props
from kiosk.screens.services import SearchProps, ServicesProps, search_props, services_props
from kiosk.screens.ticket import TicketProps, ticket_props
from kiosk.screens.trouble import AwayReason, TroubleProps, away_props, trouble_props
from kiosk.visitor_choices import VisitorChoices
from shared.wire import Hall


class KioskScreens(Struct, frozen=True):
    frame: FrameProps
    idle: IdleProps = IdleProps()
    home: HomeProps = HomeProps()
    services: ServicesProps = ServicesProps()
    search: SearchProps = SearchProps()
    facilities: FacilitiesProps = FacilitiesProps()
    ticket: TicketProps = TicketProps()
    trouble: TroubleProps = TroubleProps()


def derive(
    hall: Hall | None,
    choices: VisitorChoices,
    state: states.IssuingState,
    away: AwayReason | None,
    idle: IdleState,
    now: datetime,
    offline: OfflineState | None = None,
    proposals: tuple[str, ...] = (),
    logo: str = "",
    paper: str = "",
) -> KioskScreens:
    """``away`` None: the hub answers, or the kiosk may go on ``offline``. ``now`` is the hub's time, UTC.
    ``proposals`` are words that a search in this hall finds something by. ``logo`` and ``paper`` are
    addresses for an Image, or empty."""
    page, lang = page_of(hall, choices, state, away), choices.lang
    base = KioskScreens(
        frame_props(hall, choices, page, now, offline is not None, logo),
        idle_props(lang, state, idle),
        ticket=TicketProps(paper=paper),
    )
    if hall is None or page == "away":
        screens = replace(base, trouble=away_props(lang, away or AwayReason("preparing")))
    else:
        taking = _taking(state)
        screens = replace(
            base,
            home=home_props(hall, lang, now, offline, proposals),
            facilities=facilities_props(hall, lang),
            services=services_props(hall, choices, now, taking, offline),
            search=search_props(hall, choices, now, taking, offline, proposals),
            **_number(hall, state, lang, now, paper),
        )
    announced = screen_reader.announcement(screens)
    return replace(screens, frame=replace(screens.frame, announcement=announced))


def _number(hall: Hall, state: states.IssuingState, lang: str, now: datetime, paper: str) -> dict[str, Struct]:
    """The ticket screen or the trouble screen, where the state has one."""
    match state:
        case states.AwaitingPaper(ticket, service):
            return {"ticket": ticket_props(hall, ticket, service, lang, printing=True, noted=False, paper=paper)}
        case states.NumberIssued(ticket, service, noted):
            return {"ticket": ticket_props(hall, ticket, service, lang, printing=False, noted=noted, paper=paper)}
        case states.PaperMissing() | states.NumberRefused() | states.HubUnanswered():
            return {"trouble": trouble_props(hall, state, lang, now)}
        case _:
            return {}


def _taking(state: states.IssuingState) -> str | None:
    """Code of the service whose number is on its way."""
    match state:
        case states.AskingHub(request) | states.TakingOffline(request):
            return request.service
        case states.AwaitingPaper(_, service):
            return service
        case _:
            return None
