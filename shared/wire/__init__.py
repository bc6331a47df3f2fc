"""The words that hub, kiosk, board and pages exchange: one frozen struct for each JSON object of the contract.

Times are UTC with a zone ("2026-11-21T01:41:00.250Z"); dates are the hall's service day. A field once sent keeps
its name and meaning: adding an optional field is allowed, anything else needs a new API version.
"""

from __future__ import annotations

from shared.wire.answers import ClockTime, Code, Health, Problem
from shared.wire.days import DayRecap, ServiceDay
from shared.wire.hall import (
    AgencyFace,
    AgencyFigures,
    Backup,
    BackupState,
    Call,
    CounterDay,
    CounterFace,
    Device,
    DeviceState,
    Figures,
    Hall,
    OpenTicket,
    ServiceFace,
    ServiceFigures,
    SiteFace,
    Step,
    TicketFace,
)
from shared.wire.people import (
    AddOfficer,
    CreateKey,
    Key,
    OfferPairing,
    Officer,
    Pairing,
    RedeemPairing,
    ResetPin,
    Session,
    SignIn,
)
from shared.wire.stream import Event, FiguresChanged, Happened, Message, Snapshot, Tick
from shared.wire.terms import ClockTrouble, CounterState, Estimate, Openness, Role, StepState, Why
from shared.wire.visits import (
    CallChosen,
    Called,
    Hold,
    Moved,
    PrintFailed,
    Resume,
    TakeNumber,
    Ticket,
    Transfer,
    TransferTicket,
    Visit,
)

API = "/api/v1"

__all__ = [
    "API",
    "AddOfficer",
    "AgencyFace",
    "AgencyFigures",
    "Backup",
    "BackupState",
    "Call",
    "CallChosen",
    "Called",
    "ClockTime",
    "ClockTrouble",
    "Code",
    "CounterDay",
    "CounterFace",
    "CounterState",
    "CreateKey",
    "DayRecap",
    "Device",
    "DeviceState",
    "Estimate",
    "Event",
    "Figures",
    "FiguresChanged",
    "Hall",
    "Happened",
    "Health",
    "Hold",
    "Key",
    "Message",
    "Moved",
    "OfferPairing",
    "Officer",
    "OpenTicket",
    "Openness",
    "Pairing",
    "PrintFailed",
    "Problem",
    "RedeemPairing",
    "ResetPin",
    "Resume",
    "Role",
    "ServiceDay",
    "ServiceFace",
    "ServiceFigures",
    "Session",
    "SignIn",
    "SiteFace",
    "Snapshot",
    "Step",
    "StepState",
    "TakeNumber",
    "Tick",
    "Ticket",
    "TicketFace",
    "Transfer",
    "TransferTicket",
    "Visit",
    "Why",
]
