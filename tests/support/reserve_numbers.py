"""Numbers of a kiosk's own, for the tests of its journal and its reserve."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from kiosk.journal import Journal
from tests.support.scripted_hub import NOON

KTP = "dukcapil.ktp"
TODAY = date(2022, 9, 19)
URL = "http://hall/t/{token}"
HALL, OTHER = "http://192.168.1.10:8470", "http://192.168.1.11:8470"
LATER = NOON + timedelta(hours=1)


def give(journal: Journal, at: datetime = NOON) -> Any:
    return journal.give(TODAY, "A", KTP, at, priority=False, lang="id")
