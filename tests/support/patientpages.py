"""Pages in a browser that wait long for the hub (``patientlinks`` does the same for windows)."""

from __future__ import annotations

PATIENT = """{
    const wait = window.setTimeout.bind(window);
    const lasts = new Set([1_700, 2_000, 3_000, 5_000]);
    window.setTimeout = (act, ms, ...rest) => wait(act, lasts.has(ms) ? ms * 10 : ms, ...rest);
}"""
"""Has the pages wait ten times as long for the hub: on a busy machine a hub that lives may keep them waiting for longer
than a hall's hub ever does. What they do when it is silent is tested by those who ask for no such patience."""
