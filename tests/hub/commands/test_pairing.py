"""Pairing codes: once, for minutes, for one device; and whoever guesses them waits. The test holds the time."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from hub.access.attempts import FREE_ATTEMPTS
from hub.access.digests import digest
from hub.commands import pairing
from hub.store import people
from shared import pairing_code
from shared.wire import Code, Key, OfferPairing, Pairing, Role
from tests.support.held import HeldQueue


def offered(queue: HeldQueue, name: str = "Pintu utama", role: Any = "kiosk") -> Pairing:
    made = queue.do(partial(pairing.offer, body=OfferPairing(role, name), code=pairing.new_code()))
    assert isinstance(made, Pairing), made
    return made


def redeem(code: str) -> Any:
    return partial(pairing.redeem, code=code)


def test_a_code_becomes_the_key_of_the_device_it_was_made_for(queue: HeldQueue) -> None:
    key = queue.do(redeem(offered(queue).code))
    assert isinstance(key, Key)
    assert (key.role, key.name) == (Role.KIOSK, "Pintu utama")
    assert key.key is not None
    assert people.key_by_digest(queue.db, digest(key.key)) is not None


def test_a_code_works_once(queue: HeldQueue) -> None:
    code = offered(queue).code
    assert isinstance(queue.do(redeem(code)), Key)
    assert queue.refused(redeem(code)) is Code.WRONG_CODE


def test_a_code_runs_out(queue: HeldQueue) -> None:
    early, late = offered(queue), offered(queue, "Samping")
    queue.clock.pass_by(seconds=pairing.CODE_LIFETIME.total_seconds() - 1)
    assert isinstance(queue.do(redeem(early.code)), Key)
    queue.clock.pass_by(seconds=1)
    assert queue.refused(redeem(late.code)) is Code.EXPIRED_CODE
    offered(queue, "Belakang")
    assert queue.refused(redeem(late.code)) is Code.EXPIRED_CODE
    queue.clock.pass_by(hours=2)
    offered(queue, "Depan")
    assert queue.refused(redeem(late.code)) is Code.WRONG_CODE


def test_a_code_for_another_kind_of_device_is_refused_and_stays_good(queue: HeldQueue) -> None:
    code = offered(queue).code
    assert queue.refused(partial(pairing.redeem, code=code, wanted=Role.DISPLAY)) is Code.OTHER_DEVICE
    assert isinstance(queue.do(partial(pairing.redeem, code=code, wanted=Role.KIOSK)), Key)


def test_a_code_that_was_made_on_a_wrong_date_does_not_work_until_that_date(queue: HeldQueue) -> None:
    queue.clock.pass_by(days=365)
    code = offered(queue).code
    queue.clock.pass_by(days=-365)
    assert queue.refused(redeem(code)) is Code.WRONG_CODE


def test_a_new_code_for_the_same_device_voids_the_one_before(queue: HeldQueue) -> None:
    first, second = offered(queue), offered(queue)
    assert queue.refused(redeem(first.code)) is Code.WRONG_CODE
    assert isinstance(queue.do(redeem(second.code)), Key)


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code[:3]} {code[3:]} "]
)
def test_how_a_code_is_typed_plays_no_part(queue: HeldQueue, typed: Any) -> None:
    assert isinstance(queue.do(redeem(typed(offered(queue).code))), Key)


def test_codes_have_no_letters_that_look_alike_and_differ() -> None:
    codes = {pairing.new_code() for _ in range(1_000)}
    assert len(codes) == 1_000
    assert not set("".join(codes)) & set("IL1O0")
    assert {len(code) for code in codes} == {8}
    assert len(pairing_code.LETTERS) ** 8 > 10**11


def test_the_code_is_not_kept_in_the_clear(queue: HeldQueue) -> None:
    code = pairing_code.plain(offered(queue).code)
    assert code not in "\n".join(queue.db.iterdump())


def test_a_device_needs_a_name(queue: HeldQueue) -> None:
    for name in ("", "  ", "x" * 61):
        offer = partial(pairing.offer, body=OfferPairing("kiosk", name), code=pairing.new_code())
        assert queue.refused(offer) is Code.BAD_REQUEST


def test_a_device_is_paired_over_the_wire_and_gets_in(hub: Any) -> None:
    with hub.client() as manager, hub.client("") as device:
        code = manager.post("/pairing", json={"role": "display", "name": "Aula"}).json()["code"]
        reply = device.post("/pairing/redeem", json={"code": code}, headers={"X-Antrean": "1"})
        assert (reply.status_code, reply.json()["role"], reply.json()["name"]) == (201, "display", "Aula")
    with hub.client(reply.json()["key"]) as board:
        assert board.get("/hall").status_code == 200


def test_only_devices_are_paired(hub: Any) -> None:
    with hub.client() as manager:
        for role in ("manager", "officer", "boss"):
            assert manager.post("/pairing", json={"role": role, "name": "x"}).status_code == 400


def test_whoever_guesses_codes_is_locked_even_with_the_right_one_then_and_may_still_sign_in(hub: Any) -> None:
    code, pin = hub.officer()
    with hub.client() as manager, hub.client("") as nobody:
        right = manager.post("/pairing", json={"role": "display", "name": "Aula"}).json()["code"]
        nobody.headers["X-Antrean"] = "1"
        guesses = [nobody.post("/pairing/redeem", json={"code": f"ABCD234{n}"}) for n in range(FREE_ATTEMPTS)]
        assert {(guess.status_code, guess.json()["code"]) for guess in guesses} == {(401, "wrong_code")}
        locked = nobody.post("/pairing/redeem", json={"code": right})
        assert (locked.status_code, locked.json()["code"]) == (429, "locked")
        assert nobody.post("/session", json={"officer": code, "pin": pin}).status_code == 200
