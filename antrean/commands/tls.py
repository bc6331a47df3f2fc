"""``antrean tls``: a hall's own authority and the hub's certificate, made with the system's ``openssl``."""

from __future__ import annotations

import ipaddress
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import click

from antrean.failure import Failed

AUTHORITY_DAYS = 3650
SERVER_DAYS = 820
"""Some browsers take no longer ones (825 days) from an authority that was added by hand."""
AUTHORITY, AUTHORITY_KEY, SERVER, SERVER_KEY = "hall-ca.pem", "hall-ca.key", "hub.pem", "hub.key"

_AUTHORITY = """[req]
distinguished_name = name
prompt = no
x509_extensions = authority
[name]
CN = Antrean hall authority
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
"""
_SERVER = """[req]
distinguished_name = name
prompt = no
[name]
CN = {first}
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = {names}
"""


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the certificates; a hall's authority that is there already is used again.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name or address by which the hub is asked; may be given again. This machine's own are always in it.",
)
def tls(out: Path, names: tuple[str, ...]) -> None:
    """Make a hall's own authority and a certificate for its hub."""
    program = shutil.which("openssl")
    if program is None:
        raise Failed("The program openssl is needed: apt-get install openssl, or make the certificate elsewhere.")
    for name in names:
        if _alternative(name) is None:
            raise click.BadParameter(f"{name!r}: expected a host name or an address", param_hint="'--name'")
    asked = dict.fromkeys([*names, socket.gethostname(), "localhost", "127.0.0.1", "::1"])
    covered = {name: entry for name in asked if (entry := _alternative(name)) is not None}
    text = _SERVER.format(first=next(iter(covered))[:60], names=",".join(covered.values()))
    _check_authority(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out) as work:
            folder = Path(work)
            if not (out / AUTHORITY_KEY).exists():
                _make_authority(program, folder, out)
            _make_server(program, folder, out, text)
    except OSError as error:
        raise Failed(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"For names  {', '.join(covered)}")
    for name in asked.keys() - covered.keys():
        click.echo(f"Left out   {name}: this machine's own name, but none that a certificate can bear")
    click.echo(f"Hub        antrean hub --tls-cert {out / SERVER} --tls-key {out / SERVER_KEY}")
    click.echo(f"Devices    --ca {AUTHORITY} (copy {out / AUTHORITY}; browsers must be told to trust it as well)")
    click.echo(f"Keep {AUTHORITY_KEY} away from the hub's machine: whoever has it can pass for the hub.")


def _alternative(name: str) -> str | None:
    """The name as a certificate lists it (RFC 5280, 4.2.1.6); None for one that is neither host name nor address."""
    try:
        return f"IP:{ipaddress.ip_address(name)}"
    except ValueError:
        pass
    if not all(part and part.replace("-", "").isalnum() and part.isascii() for part in name.split(".")):
        return None
    return f"DNS:{name}"


def _check_authority(out: Path) -> None:
    """Raises Failed rather than making another authority in the place of one that devices trust already."""
    there = [(out / name).exists() for name in (AUTHORITY, AUTHORITY_KEY)]
    if there == [True, False]:
        raise Failed(
            f"{out / AUTHORITY_KEY} is not there, and without it the hall's authority signs nothing. Copy it back from "
            f"where it is kept; or begin with another --out, and give every device the new {AUTHORITY}."
        )
    if there == [False, True]:
        raise Failed(f"{out / AUTHORITY} is not there. Copy it back from a device that has it, or from a backup.")


def _make_authority(program: str, folder: Path, out: Path) -> None:
    config = folder / "authority.cnf"
    config.write_text(_AUTHORITY, encoding="ascii")
    key, made = folder / AUTHORITY_KEY, folder / AUTHORITY
    _run(program, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(key))
    days = ("-days", str(AUTHORITY_DAYS))
    _run(program, "req", "-new", "-x509", "-config", str(config), "-key", str(key), "-sha256", *days, "-out", str(made))
    _keep(key, out, 0o600)
    _keep(made, out, 0o644)


def _make_server(program: str, folder: Path, out: Path, text: str) -> None:
    config = folder / "server.cnf"
    config.write_text(text, encoding="ascii")
    key, asked, made = folder / SERVER_KEY, folder / "asked.pem", folder / SERVER
    _run(program, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(key))
    _run(program, "req", "-new", "-config", str(config), "-key", str(key), "-sha256", "-out", str(asked))
    signer = ("-CA", str(out / AUTHORITY), "-CAkey", str(out / AUTHORITY_KEY), "-CAserial", str(folder / "serial"))
    by = (*signer, "-CAcreateserial", "-days", str(SERVER_DAYS), "-sha256")
    extensions = ("-extfile", str(config), "-extensions", "server")
    _run(program, "x509", "-req", "-in", str(asked), *by, *extensions, "-out", str(made))
    made.write_text(made.read_text(encoding="ascii") + (out / AUTHORITY).read_text(encoding="ascii"), encoding="ascii")
    _keep(key, out, 0o600)
    _keep(made, out, 0o644)


def _keep(file: Path, out: Path, mode: int) -> None:
    file.chmod(mode)
    file.replace(out / file.name)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"openssl failed: {done.stderr.strip()}")
