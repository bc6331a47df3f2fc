"""What tests of the counter page look at and press."""

from __future__ import annotations

from playwright.sync_api import Page, expect

MAIN = ".main-action"


def expect_waiting(page: Page, *labels: str) -> None:
    expect(page.locator("[data-ticket] .number")).to_have_text(list(labels))


def expect_state(page: Page, state: str) -> None:
    """Siap memanggil, Sedang dipanggil, Sedang dilayani."""
    expect(page.locator("#now")).to_have_text(state)


def ready(page: Page) -> None:
    """The big button can be pressed: the last command is done and its rest is over."""
    expect(page.locator(MAIN)).to_have_attribute("aria-disabled", "false")


def press(page: Page, key: str) -> None:
    ready(page)
    page.keyboard.press(key)


def call(page: Page) -> None:
    press(page, " ")
    expect_state(page, "Sedang dipanggil")


def serve(page: Page) -> None:
    """Calls the next visitor, who comes."""
    call(page)
    press(page, " ")
    expect_state(page, "Sedang dilayani")


def hold(page: Page, note: str) -> None:
    """Holds the visitor who is served."""
    press(page, "h")
    expect(page.locator("input[name=note]")).to_be_focused()
    page.keyboard.insert_text(note)
    page.keyboard.press("Enter")
    expect_state(page, "Siap memanggil")


def rest(page: Page, reason: str | None = None, minutes: int | None = None) -> None:
    """Asks for a break in the dialog: now, or after the visitor who is here."""
    press(page, "i")
    expect(page.get_by_role("dialog")).to_be_visible()
    if reason is not None:
        page.locator(f"[data-reason={reason}]").click()
    if minutes is not None:
        page.locator(f"[data-minutes='{minutes}']").click()
    page.locator("dialog [type=submit]").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
