"""Texts of site files for tests: a hall put together from agencies, each with its services and counters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Services = Mapping[str, tuple[str, int] | tuple[str, int, str]]
"""Code to name (as TOML writes a text), minutes, and further lines."""

ALWAYS = "00:00-23:59"


def agency(
    code: str,
    letter: str,
    short: str,
    name: str,
    counters: str,
    services: Services,
    *,
    colour: str = "#0B6B63",
    more: str = "",
) -> str:
    """An agency's tables. ``more``: further lines of its own."""
    own = f"""
[agency.{code}]
letter = "{letter}"
short = {_text(short)}
name = {_text(name)}
colour = "{colour}"
counters = "{counters}"
"""
    return own + _lines(more) + "".join(_service(code, service, *said) for service, said in services.items())


def hall(
    *agencies: str,
    key: str = "small",
    name: str = "MPP Kecil",
    timezone: str = "Asia/Jakarta",
    hours: str = ALWAYS,
    zones: Mapping[str, str] | None = None,
    top: str = "",
    more: str = "",
) -> str:
    """A site file of these agencies. ``hours`` are every day's; ``zones`` are codes with what stands in their tables;
    ``top``: further keys of the top; ``more``: further tables, before the agencies."""
    places = zones or {"hall": 'name = "Aula"'}
    head = f"""
key = "{key}"
name = {_text(name)}
kind = "Mal Pelayanan Publik"
address = "Jalan Satu"
timezone = "{timezone}"
{_lines(top)}
[hours]
monday-sunday = "{hours}"
"""
    tables = "".join(f"\n[zone.{code}]\n{_lines(said)}" for code, said in places.items())
    return head + (f"\n{_lines(more)}" if more else "") + tables + "".join(agencies)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _service(owner: str, code: str, name: str, minutes: int, more: str = "") -> str:
    return f"\n[agency.{owner}.service.{code}]\nname = {_text(name)}\nminutes = {minutes}\n{_lines(more)}"


def _text(text: str) -> str:
    """A text as TOML writes it; what is a table already stays so."""
    return text if text.startswith("{") else f'"{text}"'


def _lines(text: str) -> str:
    return f"{text.strip()}\n" if text.strip() else ""


REGISTRY = agency("dukcapil", "A", "Dukcapil", "Dinas Kependudukan", "1-2", {"ktp": ("KTP", 10)})
TAX = agency("tax", "B", "Pajak", "Kantor Pajak", "4", {"npwp": ("NPWP", 5)})
