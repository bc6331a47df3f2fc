"""Two sites of one hall: what a technician changes overnight while kiosks, boards and pages go on running."""

from __future__ import annotations

from pathlib import Path

BEFORE = """
key = "small"
name = "MPP Lama"
kind = "Mal Pelayanan Publik"
address = "Jalan Satu"
timezone = "Asia/Jakarta"

[hours]
monday-sunday = "00:00-23:59"

[policy]
stop_taking_minutes = 0
promise = "off"

[zone.hall]
name = "Aula"

[agency.dukcapil]
letter = "A"
short = "Dukcapil"
name = "Dinas Kependudukan"
colour = "#0B6B63"
counters = "1-2"

[agency.dukcapil.service.ktp]
name = "KTP"
minutes = 10

[agency.tax]
letter = "B"
short = "Pajak"
name = "Kantor Pajak"
colour = "#0B6B63"
counters = "4"

[agency.tax.service.npwp]
name = "NPWP"
minutes = 5
"""
"""Counters 1 and 2 of dukcapil (A), counter 4 of tax (B)."""

AFTER = (
    BEFORE.replace("MPP Lama", "MPP Baru").partition("[agency.tax]")[0]
    + """
[agency.health]
letter = "H"
short = "Dinkes"
name = "Dinas Kesehatan"
colour = "#0B6B63"
counters = "5"

[agency.health.service.sip]
name = "Izin praktik"
minutes = 5
"""
)
"""The tax office has gone, the health office has come, and the hall has another name."""


def write_sites(folder: Path) -> tuple[Path, Path]:
    """Both as files."""
    files = folder / "before.toml", folder / "after.toml"
    for file, text in zip(files, (BEFORE, AFTER), strict=True):
        file.write_text(text, encoding="utf-8")
    return files
