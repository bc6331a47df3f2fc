"""How a command says that it failed: one plain message, exit code 1."""

from __future__ import annotations

import click


class Failed(click.ClickException):
    """Shown as ``antrean: MESSAGE`` on standard error."""

    def show(self, file: object = None) -> None:  # noqa: ARG002 (click's signature)
        click.echo(f"antrean: {self.format_message()}", err=True)
