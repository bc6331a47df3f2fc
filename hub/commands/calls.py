"""What displays say of calls."""

from __future__ import annotations

from msgspec.structs import replace

from hub.store import calls
from hub.transaction import Refused, Transaction
from shared.wire import Call, Code


def announced(tx: Transaction, call: int) -> Call | Refused:
    """The call was spoken. The first display to say so is remembered; later ones change nothing."""
    found = calls.call(tx.db, call)
    if found is None:
        return Refused(Code.NOT_FOUND, f"no call {call}")
    if found.announced_at is not None:
        return found
    calls.announce(tx.db, call, tx.now, str(tx.actor))
    spoken = replace(found, announced_at=tx.now)
    tx.record("call.announced", call=spoken)
    return spoken
