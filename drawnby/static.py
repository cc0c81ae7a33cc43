"""Static files as servestatic serves them, with two corrections for the files Vite made."""

from __future__ import annotations

from typing import Any

from servestatic.middleware import ServeStaticMiddleware
from servestatic.storage import CompressedManifestStaticFilesStorage

VITES = "assets/"  # the folder whose names already hold a hash of the content


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # servestatic ships no types
    """Puts a hash into every file's name, except where Vite has done so.

    A module renamed would load twice: by the page's new name and by the other modules' old one.
    """

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        if name.startswith(VITES):
            return name
        return str(super().hashed_name(name, content, filename))


class StaticMiddleware(ServeStaticMiddleware):  # type: ignore[misc]  # servestatic ships no types
    """Lets browsers keep Vite's files for ever; servestatic 4.4 forgets its setting for this."""

    def immutable_file_test(self, path: str, url: str) -> bool:
        if url.startswith(f"{self.static_prefix}{VITES}"):
            return True
        return bool(super().immutable_file_test(path, url))
