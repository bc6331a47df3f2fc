"""The site as screens see it: which of its parts go out, and in what shape."""

from __future__ import annotations

from hub.store.counters import CounterRow
from shared.site.colour import readable
from shared.site.model import Counter, KioskPolicy, PaperSettings, Policy, Site, Speech
from shared.wire import (
    AgencyInfo,
    BoardInfo,
    CounterInfo,
    FacilityInfo,
    HallZone,
    KioskInfo,
    PaperInfo,
    PolicyInfo,
    ServiceInfo,
    SiteInfo,
    SpeechInfo,
)


def public_site(site: Site) -> SiteInfo:
    """The site without hours, agencies and counters. A colour of its own goes out as it is readable on white."""
    return SiteInfo(
        key=site.key,
        name=site.name,
        kind=site.kind,
        address=site.address,
        timezone=site.timezone,
        languages=site.languages,
        accent=readable(site.accent) if site.accent else None,
        information=site.information,
        facilities=tuple(FacilityInfo(name=one.name, where=one.where) for one in site.facilities),
        zones=tuple(HallZone(code=one.code, name=one.name, floor=one.floor) for one in site.zones),
        policy=_policy(site.policy),
        speech=_speech(site.speech),
        paper=_paper(site.paper),
        kiosk=_kiosk(site.kiosk),
        board=BoardInfo(info=site.board.info, ticker=site.board.ticker),
        tells_floor=site.tells_floor,
        tells_zone=site.tells_zone,
        logo=site.logo,
    )


def _policy(policy: Policy) -> PolicyInfo:
    return PolicyInfo(
        stop_taking_minutes=policy.stop_taking_minutes,
        longest_wait_minutes=policy.longest_wait_minutes,
        regular_per_priority=policy.regular_per_priority,
        revive_after=policy.revive_after,
        calls_before_no_show=policy.calls_before_no_show,
        most_calls=policy.most_calls,
        when_counters_close=policy.when_counters_close,
        promise=policy.promise,
    )


def _speech(speech: Speech) -> SpeechInfo:
    return SpeechInfo(
        languages=speech.languages,
        style=speech.style,
        agency_spoken=speech.agency_spoken,
        words_per_minute=speech.words_per_minute,
        lead_ms=speech.lead_ms,
        pronounce=dict(speech.pronounce),
    )


def _paper(paper: PaperSettings) -> PaperInfo:
    return PaperInfo(
        width_mm=paper.width_mm,
        dots=paper.dots,
        columns=paper.columns,
        cutter=paper.cutter,
        native_qr=paper.native_qr,
        closing=paper.closing,
    )


def _kiosk(kiosk: KioskPolicy) -> KioskInfo:
    return KioskInfo(
        idle_seconds=kiosk.idle_seconds,
        warn_seconds=kiosk.warn_seconds,
        ticket_seconds=kiosk.ticket_seconds,
    )


def public_agencies(site: Site) -> tuple[AgencyInfo, ...]:
    return tuple(
        AgencyInfo(one.code, one.letter, one.short, one.name, one.colour, one.series or one.letter)
        for one in site.agencies
    )


def public_services(site: Site) -> tuple[ServiceInfo, ...]:
    return tuple(
        ServiceInfo(
            one.code,
            one.agency,
            one.name,
            one.detail,
            one.bring,
            one.keywords,
            one.minutes,
            agency.series_of(one),
        )
        for agency in site.agencies
        for one in agency.services
    )


def public_counter(counter: Counter, row: CounterRow, with_officer: bool = True) -> CounterInfo:
    return CounterInfo(
        number=counter.number,
        agency=counter.agency,
        services=counter.services,
        zone=counter.zone,
        state=row.state,
        officer=row.name if with_officer else None,
        name=counter.name,
        pause=row.pause if with_officer else None,
    )
