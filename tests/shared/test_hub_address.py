"""What a technician types as the hub's address, and what is asked then."""

from __future__ import annotations

import pytest

from shared.hub_address import hub_url


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("192.168.1.10", "http://192.168.1.10:8470"),
        ("192.168.1.10:9000", "http://192.168.1.10:9000"),
        (" antrean.hall ", "http://antrean.hall:8470"),
        ("http://192.168.1.10", "http://192.168.1.10:8470"),
        ("http://192.168.1.10:8470/", "http://192.168.1.10:8470"),
        ("https://antrean.hall", "https://antrean.hall"),
        ("https://10.0.0.5:8470/office/", "https://10.0.0.5:8470"),
        ("http://10.0.0.5:8470/counter", "http://10.0.0.5:8470"),
        ("https://hall.example/queue", "https://hall.example/queue"),
        ("[::1]:8470", "http://[::1]:8470"),
        ("PC_HUB", "http://pc_hub:8470"),
    ],
)
def test_an_address_is_understood_as_it_is_typed(typed: str, asked: str) -> None:
    assert hub_url(typed) == asked


@pytest.mark.parametrize(
    "typed", ["", "  ", "http://", "ftp://10.0.0.1", "10.0.0.1:x", "10.0.0.1:99999", "10.0.0.1:0", "[::1", "a@b", "a?b"]
)
def test_what_can_be_no_address_is_none(typed: str) -> None:
    assert hub_url(typed) is None
