"""How numbers, times, places and reasons are worded for people, the same on every screen, page and paper. Pure.

Each file has a twin in ``web/common/`` under the same name; both are held to the cases of ``tests/shared/wording/``.
"""
