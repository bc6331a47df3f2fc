"""PINs and secrets: what is too weak, and that only digests are kept."""

from __future__ import annotations

import pytest

from hub.access import digests


@pytest.mark.parametrize(
    "pin",
    [
        *("", "12345", "27182", "000000", "777777", "123456", "654321", "0123456789", "abcdef", "27182a"),
        *("٢٧١٨٢٨", "²71828", "271828 ", "-271828", "2" * 32 + "7"),
    ],
)
def test_a_weak_pin_is_refused_with_a_reason(pin: str) -> None:
    assert digests.weakness(pin)


@pytest.mark.parametrize(
    ("pin", "says"),
    [("271", "at least 6 digits"), ("2" * 40, "at most 32"), ("27182a", "digits only"), ("123456", "in a row")],
)
def test_the_reason_says_what_is_wrong_with_the_pin(pin: str, says: str) -> None:
    assert says in (digests.weakness(pin) or "")


@pytest.mark.parametrize("pin", ["271828", "112233", "135791", "123457", "9" * 31 + "8"])
def test_any_other_pin_may_be_used(pin: str) -> None:
    assert digests.weakness(pin) is None


def test_a_pin_matches_its_own_digest_and_no_other_pin_does() -> None:
    kept = digests.pin_digest("271828")
    assert digests.pin_matches("271828", kept)
    assert not digests.pin_matches("271829", kept)
    assert not digests.pin_matches("", kept)


def test_two_officers_with_the_same_pin_have_different_digests() -> None:
    assert digests.pin_digest("271828") != digests.pin_digest("271828")


def test_the_digest_does_not_show_the_pin() -> None:
    assert "271828" not in digests.pin_digest("271828")


def test_the_digest_is_scrypt_with_the_cost_that_owasp_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """n = 2^14, r = 8 at least: guessing six digits from a stolen file takes days, not seconds."""
    costs: list[dict[str, int]] = []
    real = digests.hashlib.scrypt

    def noted(password: bytes, **cost: int) -> bytes:
        costs.append(cost)
        return real(password, **cost)  # type: ignore[arg-type]

    monkeypatch.setattr(digests.hashlib, "scrypt", noted)
    digests.pin_digest("271828")
    assert costs[0]["n"] * costs[0]["r"] >= 2**14 * 8


def test_no_pin_matches_the_unknown_officers() -> None:
    for pin in ("", "271828", "000000"):
        assert not digests.pin_matches(pin, digests.NOBODYS_PIN)


def test_secrets_are_long_and_never_the_same() -> None:
    made = {digests.new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(secret) >= 43 for secret in made)
