"""What managers ask, and how everybody signs in: days, officers, keys, pairing, backups."""

from __future__ import annotations

from hub.commands import boards, day
from hub.http import access_handlers, backup_routes, queries
from hub.http.routes import ANYONE, Asked, Route
from hub.roles import MANAGERS, STAFF
from shared.wire import (
    AddOfficer,
    Backup,
    CreateKey,
    DayRecap,
    Device,
    Key,
    OfferPairing,
    Officer,
    Pairing,
    RedeemPairing,
    ResetPin,
    Session,
    SetZone,
    SignIn,
)

_OFFICER = ("officer",)
_DATE = {"type": "string", "format": "date"}

OFFICE: tuple[Route, ...] = (
    Route("POST", "/day/close", "End the service day", MANAGERS, command=day.close_day, answer=DayRecap),
    Route(
        "GET",
        "/reports/days",
        "Closed days",
        MANAGERS,
        query=queries.closed_days,
        answer=tuple[DayRecap, ...],
        asks=(Asked("from", "The first day; today if not given", _DATE), Asked("to", "The last day, likewise", _DATE)),
    ),
    Route("POST", "/session", "Sign in", ANYONE, query=access_handlers.sign_in, body=SignIn, answer=Session),
    Route("GET", "/session", "Who is signed in", STAFF, query=access_handlers.session, answer=Session),
    Route("DELETE", "/session", "Sign out", STAFF, query=access_handlers.sign_out, may_be_empty=True),
    Route(
        "DELETE",
        "/sessions",
        "Sign out everywhere",
        STAFF,
        query=access_handlers.sign_out_everywhere,
        may_be_empty=True,
    ),
    Route("GET", "/officers", "All officers", MANAGERS, query=access_handlers.officers, answer=tuple[Officer, ...]),
    Route(
        "POST",
        "/officers",
        "Add an officer",
        MANAGERS,
        query=access_handlers.add_officer,
        body=AddOfficer,
        answer=Officer,
        status=201,
    ),
    Route(
        "DELETE",
        "/officers/{officer}",
        "Remove an officer; sessions end at once",
        MANAGERS,
        query=access_handlers.remove_officer,
        may_be_empty=True,
        values=_OFFICER,
    ),
    Route(
        "POST",
        "/officers/{officer}/reset-pin",
        "A new PIN; sessions end at once",
        MANAGERS,
        query=access_handlers.reset_pin,
        body=ResetPin,
        may_be_empty=True,
        values=_OFFICER,
    ),
    Route(
        "POST",
        "/officers/{officer}/unlock",
        "Forgive wrong PINs",
        MANAGERS,
        query=access_handlers.unlock_officer,
        may_be_empty=True,
        values=_OFFICER,
    ),
    Route(
        "GET", "/backups", "Good backups, newest first", MANAGERS, query=backup_routes.listed, answer=tuple[Backup, ...]
    ),
    Route(
        "POST",
        "/backups",
        "Make a backup now, checked",
        MANAGERS,
        query=backup_routes.make_backup,
        answer=Backup,
        status=201,
    ),
    Route(
        "GET", "/keys", "All keys, without their secrets", MANAGERS, query=access_handlers.keys, answer=tuple[Key, ...]
    ),
    Route(
        "POST",
        "/keys",
        "A key for a device or program, shown once",
        MANAGERS,
        query=access_handlers.create_key,
        body=CreateKey,
        answer=Key,
        status=201,
    ),
    Route(
        "DELETE",
        "/keys/{key}",
        "Revoke a key; its stream ends at once",
        MANAGERS,
        query=access_handlers.revoke_key,
        may_be_empty=True,
        values=("key",),
    ),
    Route(
        "POST",
        "/devices/{key}/zone",
        "The zone whose calls a board shows and speaks",
        MANAGERS,
        command=boards.set_zone,
        body=SetZone,
        answer=Device,
        values=("key",),
    ),
    Route(
        "POST",
        "/pairing",
        "A code that pairs a kiosk or board, once, within minutes",
        MANAGERS,
        query=access_handlers.offer_pairing,
        body=OfferPairing,
        answer=Pairing,
        status=201,
    ),
    Route(
        "POST",
        "/pairing/redeem",
        "The key that a pairing code stands for",
        ANYONE,
        query=access_handlers.redeem_pairing,
        body=RedeemPairing,
        answer=Key,
        status=201,
    ),
)
