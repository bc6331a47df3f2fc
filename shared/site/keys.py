"""Every key that a site file may have, table by table; ``docs/sites.md`` explains each, and a test holds it to this.

A part in capitals stands for a code or a number that the file chooses itself.
"""

from __future__ import annotations

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES = {
    **{name: nth for nth, name in enumerate(DAYS)},
    **{name: nth for nth, name in enumerate(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"))},
    "jum'at": 4,
    "ahad": 6,
}
"""What a day may be called in the file, to its place in the week."""

KEYS: dict[str, tuple[str, ...]] = {
    "": (
        "key",
        "name",
        "kind",
        "address",
        "logo",
        "timezone",
        "languages",
        "accent",
        "information",
        "hours",
        "calendar",
        "joint_leave",
        "workdays",
        "holiday",
        "special",
        "period",
        "zone",
        "facility",
        "agency",
        "counter",
        "setting",
        "policy",
        "speech",
        "paper",
        "kiosk",
        "board",
        "where",
    ),
    "hours": DAYS,
    "day": ("hours", "breaks"),
    "break": ("hours", "reason"),
    "holiday": ("day", "name"),
    "special": ("day", "hours", "breaks", "name"),
    "period": ("from", "until", "name", "hours"),
    "quota": ("day", *DAYS, "morning", "afternoon", "noon"),
    "zone.ZONE": ("name", "floor"),
    "facility": ("name", "where"),
    "agency.AGENCY": (
        "letter",
        "short",
        "name",
        "colour",
        "counters",
        "zone",
        "hours",
        "breaks",
        "special",
        "period",
        "quota",
        "absent",
        "service",
        "series",
    ),
    "agency.AGENCY.service.SERVICE": ("name", "detail", "minutes", "bring", "keywords", "hours", "quota", "series"),
    "counter.NUMBER": ("agency", "services", "ordered", "zone", "name", "breaks"),
    "setting.SETTING": ("agencies",),
    "policy": (
        "stop_taking_minutes",
        "longest_wait_minutes",
        "regular_per_priority",
        "revive_after",
        "calls_before_no_show",
        "most_calls",
        "when_counters_close",
        "promise",
    ),
    "speech": ("languages", "style", "agency_spoken", "words_per_minute", "lead_ms", "pronounce"),
    "paper": ("width_mm", "dots", "columns", "cutter", "native_qr", "closing"),
    "kiosk": ("idle_seconds", "warn_seconds", "ticket_seconds"),
    "board": ("info", "ticker"),
    "where": ("floor", "zone"),
}
"""Table to its keys; "" is the top of the file. "day" and "break" are the long forms inside ``hours`` and ``breaks``;
"period", "special" and "quota" stand at the top or in an agency; ``pronounce`` holds whatever words the file gives,
``hours`` also spans such as "monday-thursday"."""
