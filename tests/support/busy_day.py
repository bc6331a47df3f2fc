"""What may happen in a hall, in an order that chance gives: for tests that compare two ways to the same answer."""

from __future__ import annotations

import random
from collections.abc import Iterator

from msgspec.structs import replace

from hub.commands import calls, counters, serving, tickets, transfer
from shared.wire import Hold, Resume, TakeNumber, Ticket, Transfer, TransferTicket
from tests.support.held import KIOSK, KK, KTP, NPWP, HeldQueue

COUNTERS = (1, 2, 4)


def busy_day(queue: HeldQueue, moves: int, seed: int) -> Iterator[list[Ticket]]:
    """Makes one move after another, some of them refused, and yields after each the numbers taken so far."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    taken: list[Ticket] = []
    queue.site = replace(queue.site, policy=replace(queue.site.policy, calls_before_no_show=1))
    for number in COUNTERS:
        queue.do(counters.open_counter, number)
    for _ in range(moves):
        queue.clock.pass_by(seconds=chance.randint(0, 90))
        match chance.randint(0, 3):
            case 0:
                taken += _takes(queue, chance)
            case 1:
                queue.do(calls.call_next, chance.choice(COUNTERS))
            case 2:
                _at_a_counter(queue, chance, taken)
            case 3:
                _with_a_ticket(queue, chance, taken)
        yield taken


def _takes(queue: HeldQueue, chance: random.Random) -> list[Ticket]:
    """One number, for a visit of two services now and then; none when it was refused."""
    priority = chance.random() < 0.3
    if chance.random() < 0.2:
        body = TakeNumber(services=(KTP, NPWP), priority=priority)
    else:
        body = TakeNumber(chance.choice((KTP, KTP, KK, NPWP)), priority=priority)
    found = queue.do(tickets.take_number, body, by=KIOSK)
    return [found] if isinstance(found, Ticket) else []


def _at_a_counter(queue: HeldQueue, chance: random.Random, taken: list[Ticket]) -> None:
    counter = chance.choice(COUNTERS)
    match chance.randint(0, 5):
        case 0:
            queue.do(serving.start, counter)
        case 1:
            queue.do(serving.no_show, counter)
        case 2:
            queue.do(serving.put_back, counter)
        case 3:
            queue.do(serving.hold, counter, Hold("photo"))
        case 4:
            queue.do(serving.transfer, counter, Transfer(chance.choice((KTP, NPWP))))
        case 5 if taken:
            queue.do(calls.resume, counter, Resume(chance.choice(taken).id))


def _with_a_ticket(queue: HeldQueue, chance: random.Random, taken: list[Ticket]) -> None:
    if not taken:
        return
    ticket = chance.choice(taken).id
    match chance.randint(0, 3):
        case 0:
            queue.do(tickets.cancel, ticket)
        case 1:
            queue.do(transfer.transfer_waiting, ticket, TransferTicket(chance.choice((KTP, NPWP))))
        case _:
            queue.do(tickets.revive, ticket)
