"""Picture files, and how they come to a page from elsewhere."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

RED, BLUE = (221, 75, 51), (47, 111, 174)

# A file comes from elsewhere, as a browser tells the page.
PASTE = """
([data, type]) => {
  const files = new DataTransfer();
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  files.items.add(new File([bytes], 'boat', { type }));
  const paste = { clipboardData: files, bubbles: true, cancelable: true };
  document.dispatchEvent(new ClipboardEvent('paste', paste));
}
"""
DROP = """
([data, type, name, x, y]) => {
  const files = new DataTransfer();
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  files.items.add(new File([bytes], name, { type }));
  const drop = { dataTransfer: files, clientX: x, clientY: y, bubbles: true, cancelable: true };
  document.querySelector('#paper').dispatchEvent(new DragEvent('drop', drop));
}
"""


def picture(width: int = 300, height: int = 200, form: str = "PNG") -> bytes:
    """Red on the left, blue on the right."""
    halves = Image.new("RGB", (width, height), RED)
    halves.paste(BLUE, (width // 2, 0, width, height))
    file = io.BytesIO()
    halves.save(file, form)
    return file.getvalue()


def paste(page: Page, data: bytes) -> None:
    page.evaluate(PASTE, [b64encode(data).decode(), "image/png"])


def drop(page: Page, data: bytes, x: int, y: int, **file: Any) -> None:
    type, name = file.get("type", "image/png"), file.get("name", "boat.png")
    page.evaluate(DROP, [b64encode(data).decode(), type, name, x, y])
