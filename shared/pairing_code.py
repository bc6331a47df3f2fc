"""A pairing code as it is made, read out and typed: eight letters and figures that do not look alike."""

from __future__ import annotations

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that look alike: I, L, 1, O, 0."""
LENGTH = 8
"""31^8 codes: 10^12. Of those guesses that an address has in five minutes none is likely to be right."""


def written(code: str) -> str:
    """As it is read out: in two halves, "ABCD-2345". Of one that is not whole yet what there is."""
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}" if len(code) > half else code


def plain(code: str) -> str:
    """A code as somebody typed it: small letters, blanks and dashes play no part."""
    return code.upper().replace("-", "").replace(" ", "").strip()
