"""Numbers of a kiosk's own, for the tests of its journal and its reserve."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from kiosk.issuing.store import KioskStore
from tests.support.scripted_hub import NOON

KTP = "dukcapil.ktp"
TODAY = date(2022, 9, 19)
URL = "http://hall/t/{token}"
HALL, OTHER = "http://192.168.1.10:8470", "http://192.168.1.11:8470"
LATER = NOON + timedelta(hours=1)


def take_number(store: KioskStore, at: datetime = NOON) -> Any:
    return store.take_number(TODAY, "A", KTP, at, priority=False, lang="id")
