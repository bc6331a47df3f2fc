"""What tests of the counter page look at and press."""

from __future__ import annotations

from playwright.sync_api import Page, expect

MAIN = ".main-action"


def expect_waiting(page: Page, *labels: str) -> None:
    expect(page.locator("[data-ticket] .number")).to_have_text(list(labels))


def ready(page: Page) -> None:
    """The big button can be pressed: the last command is done and its rest is over."""
    expect(page.locator(MAIN)).to_have_attribute("aria-disabled", "false")


def press(page: Page, key: str) -> None:
    ready(page)
    page.keyboard.press(key)
