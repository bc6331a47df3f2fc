"""Files that are served as they are: known by their addresses from the start, so no address leads anywhere else."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.http.request import HttpRequest
from hub.http.response import HttpResponse

INDEX = "index.html"
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
"""As every system is to say it: Windows' registry, which ``mimetypes`` asks, may say otherwise."""
_TYPES |= {".css": "text/css", ".html": "text/html", ".json": "application/json", ".png": "image/png"}


@dataclass(frozen=True)
class ServedFile:
    path: Path

    def response(self, request: HttpRequest) -> HttpResponse:
        """The file; 304 when the browser has it as it is. Raises OSError."""
        stat = self.path.stat()
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers = {"ETag": tag}
        if tag in (request.header(b"if-none-match") or ""):
            return HttpResponse(304, headers=headers)
        return HttpResponse(200, self.path.read_bytes(), _content_type(self.path), headers)


def _content_type(path: Path) -> str:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def folder(address: str, path: Path) -> Iterator[tuple[str, ServedFile]]:
    """Address and file of everything in the folder; an index page is the folder's own address as well."""
    for file in sorted(path.rglob("*")):
        if not file.is_file() or "__pycache__" in file.parts or file.suffix == ".py":
            continue
        own = f"{address}/{file.relative_to(path).as_posix()}"
        yield own, ServedFile(file)
        if file.name == INDEX:
            yield own.removesuffix(INDEX), ServedFile(file)
