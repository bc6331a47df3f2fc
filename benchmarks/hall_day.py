"""A day of a hall on a running hub: numbers are taken, phones follow them, counters call and serve them."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from benchmarks.servers import Hub
from shared.wire import API

PHONES_AN_ADDRESS = 250
"""Some builds take 300 phones from one address; 127.0.0.0/8 has more addresses than phones are asked for."""
AT_ONCE = 120
"""Numbers that wait at a time: a hall does not give out its day at once."""


def hall_day(hub: Hub, visits: int, phones: int) -> None:
    """``visits`` numbers from taken to served, ``phones`` of them followed by a phone; where there are more phones than
    visits, some visits have two. Raises RuntimeError when a visit cannot be served."""
    asyncio.run(_day(hub, visits, phones))


async def _day(hub: Hub, visits: int, phones: int) -> None:
    counters = json.loads(await _ask(hub, "/hall"))["counters"]
    taken = followed = 0
    while taken < visits:
        count = min(AT_ONCE, visits - taken)
        chosen = [counters[(taken + nth) % len(counters)] for nth in range(count)]
        tickets = [json.loads(await _ask(hub, "/tickets", {"service": one["services"][0]})) for one in chosen]
        taken += count
        until = phones * taken // visits
        async with AsyncExitStack() as stack:
            reading = []
            for nth in range(followed, until):
                url = hub.url.replace("http", "ws", 1) + f"{API}/t/{tickets[nth % count]['token']}/stream"
                address = (f"127.0.0.{2 + nth // PHONES_AN_ADDRESS}", 0)
                socket = await stack.enter_async_context(connect(url, local_addr=address, proxy=None))
                reading.append(asyncio.create_task(_read(socket)))
            followed = until
            for counter in chosen:
                await _serve(hub, counter["number"])
            for task in reading:
                task.cancel()
            await asyncio.gather(*reading, return_exceptions=True)


async def _serve(hub: Hub, counter: int) -> None:
    for what in ("call-next", "start", "finish"):
        if not await _ask(hub, f"/counters/{counter}/{what}", {}):
            raise RuntimeError(f"counter {counter} had nobody to call")


async def _read(socket: object) -> None:
    try:
        async for _ in socket:  # type: ignore[attr-defined]
            pass
    except ConnectionClosed:
        return


async def _ask(hub: Hub, path: str, body: object = None) -> bytes:
    return await asyncio.to_thread(hub.ask, path, body)
