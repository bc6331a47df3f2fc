"""Refusals as ``application/problem+json``: which status belongs to which code."""

from __future__ import annotations

import msgspec

from hub.http.response import HttpResponse
from hub.outcomes import Refused
from shared.wire import Code, Problem

STATUS: dict[Code, int] = {
    Code.BAD_REQUEST: 400,
    Code.UNAUTHORIZED: 401,
    Code.FORBIDDEN: 403,
    Code.NOT_FOUND: 404,
    Code.UNKNOWN_SERVICE: 404,
    Code.UNKNOWN_TICKET: 404,
    Code.UNKNOWN_COUNTER: 404,
    Code.CLOSED: 409,
    Code.ILLEGAL_MOVE: 409,
    Code.COUNTER_BUSY: 409,
    Code.COUNTER_IDLE: 409,
    Code.COUNTER_NOT_OPEN: 409,
    Code.NOTHING_TO_UNDO: 409,
    Code.CALL_PENDING: 409,
    Code.CHANGED_SINCE: 409,
    Code.COUNTER_TAKEN: 409,
    Code.PAUSE_WISHED: 409,
    Code.SERVED_ELSEWHERE: 409,
    Code.TOO_FEW_CALLS: 409,
    Code.TOO_MANY_CALLS: 409,
    Code.WRONG_SIGN_IN: 401,
    Code.LOCKED: 429,
    Code.EXISTS: 409,
    Code.WEAK_PIN: 400,
    Code.WRONG_CODE: 401,
    Code.EXPIRED_CODE: 410,
    Code.OTHER_DEVICE: 409,
    Code.UNKNOWN_ZONE: 404,
    Code.UNKNOWN_OFFICER: 404,
    Code.UNKNOWN_KEY: 404,
    Code.KEY_REUSED: 422,
    Code.TOO_LARGE: 413,
    Code.STORAGE: 503,
    Code.NO_BACKUP: 503,
    Code.INTERNAL: 500,
}

TITLES: dict[Code, str] = {
    Code.BAD_REQUEST: "The request is not as described",
    Code.UNAUTHORIZED: "A key or a session is needed",
    Code.FORBIDDEN: "Not for this role",
    Code.NOT_FOUND: "There is no such thing here",
    Code.UNKNOWN_SERVICE: "No such service",
    Code.UNKNOWN_TICKET: "No such ticket",
    Code.UNKNOWN_COUNTER: "No such counter",
    Code.CLOSED: "No numbers are given now",
    Code.ILLEGAL_MOVE: "The ticket is not in a state that allows this",
    Code.COUNTER_BUSY: "The counter still has a visitor",
    Code.COUNTER_IDLE: "The counter has no visitor",
    Code.COUNTER_NOT_OPEN: "The counter is not open for this officer",
    Code.CALL_PENDING: "The last call is still being announced",
    Code.NOTHING_TO_UNDO: "Nothing can be taken back any more",
    Code.CHANGED_SINCE: "Somebody has acted on it since",
    Code.PAUSE_WISHED: "A break begins after this visitor; take the wish back first",
    Code.COUNTER_TAKEN: "Another officer works at this counter",
    Code.SERVED_ELSEWHERE: "The visitor is at another counter",
    Code.TOO_FEW_CALLS: "Too few calls for a no-show",
    Code.TOO_MANY_CALLS: "Called often enough",
    Code.WRONG_SIGN_IN: "Officer or PIN is wrong",
    Code.LOCKED: "Too many wrong attempts; wait",
    Code.EXISTS: "It exists already",
    Code.WEAK_PIN: "The PIN may not be used",
    Code.WRONG_CODE: "The pairing code is wrong, used or too old",
    Code.EXPIRED_CODE: "The pairing code has run out",
    Code.OTHER_DEVICE: "The pairing code is for another kind of device",
    Code.UNKNOWN_ZONE: "No such zone",
    Code.UNKNOWN_OFFICER: "No such officer",
    Code.UNKNOWN_KEY: "No such key",
    Code.KEY_REUSED: "The idempotency key came before with another request",
    Code.TOO_LARGE: "The request is too large",
    Code.STORAGE: "The queue cannot be written; nothing was done",
    Code.NO_BACKUP: "No backup was made; the queue goes on",
    Code.INTERNAL: "The hub made a mistake; nothing was done",
}


def problem(refused: Refused) -> Problem:
    return Problem(refused.code, TITLES[refused.code], STATUS[refused.code], refused.detail, refused.openness)


def problem_response(refused: Refused) -> HttpResponse:
    found = problem(refused)
    return HttpResponse(found.status, msgspec.json.encode(found), "application/problem+json")
