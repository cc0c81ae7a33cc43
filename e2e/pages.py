"""The pages as a person finds them: by what can be read, pressed and seen."""

from __future__ import annotations

import io
import json
import re
from base64 import b64decode
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

from e2e.pictures import inked_pixels

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Locator, Page

BUSY = 503
TOKEN = "a" * 32

# What is seen on the paper: both canvases, one over the other, without what floats above.
SEEN = """
() => {
  const canvases = [...document.querySelectorAll('#paper > canvas')];
  const seen = document.createElement('canvas');
  seen.width = canvases[0].width;
  seen.height = canvases[0].height;
  for (const canvas of canvases) seen.getContext('2d').drawImage(canvas, 0, 0);
  return seen.toDataURL('image/png').split(',')[1];
}
"""

INKED = """
([x, y]) => [...document.querySelectorAll('#paper > canvas')].some((canvas) => {
  const ratio = canvas.width / canvas.clientWidth;
  const side = Math.ceil(6 * ratio);
  const pixels = canvas.getContext('2d')
    .getImageData((x - 3) * ratio, (y - 3) * ratio, side, side).data;
  return pixels.some((value, index) => index % 4 === 3 && value > 0);
})
"""


# The topmost ink of a place is of this colour.
COLOURED = """
([x, y, colour]) => [...document.querySelectorAll('#paper > canvas')].some((canvas) => {
  const ratio = canvas.width / canvas.clientWidth;
  const pixel = canvas.getContext('2d').getImageData(x * ratio, y * ratio, 1, 1).data;
  return pixel[3] > 0 && colour.every((value, index) => Math.abs(pixel[index] - value) < 3);
})
"""


class Home:
    def __init__(self, page: Page) -> None:
        self.page = page

    def start_drawing(self) -> Drawing:
        """One click."""
        self.page.goto("/")
        self.page.get_by_role("button", name="Start drawing").first.click()
        return Drawing(self.page).ready()


def new_drawing(page: Page) -> Drawing:
    """Started by the form that every page has, without the page: most tests begin with one."""
    cookies = {cookie.get("name"): cookie.get("value") for cookie in page.context.cookies()}
    token = cookies.get("csrftoken")
    # Who has been to no page yet chooses a token: it has but to be the same in both places.
    headers = {} if token else {"Cookie": f"csrftoken={TOKEN}"}
    answer = page.request.post(
        "/new", headers=headers, form={"csrfmiddlewaretoken": token or TOKEN}, max_redirects=0
    )
    return Drawing(page).open(answer.headers["location"])


def come_in(page: Page, name: str) -> None:
    """Into the room whose page it is, as somebody of that name."""
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_label("Say something")).to_be_visible()


class Drawing:
    """The drawing page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paper: Locator = page.locator("#paper")
        self.status: Locator = page.locator("#save-status")
        self.chat: Locator = page.locator("#chat")
        self.title: Locator = page.locator("#title button")

    def open(self, url: str) -> Drawing:
        self.page.goto(url)
        return self.ready()

    def ready(self) -> Drawing:
        """Wait until the log is read: what is saved is said to be."""
        expect(self.status).to_have_attribute("data-kind", re.compile("saved|watching"))
        return self

    @property
    def path(self) -> str:
        return "/d/" + self.page.url.rsplit("/d/")[1]

    # -- the paper ------------------------------------------------------------------

    def shows(self, strokes: int) -> None:
        """Wait until so many strokes can be seen, painted, and nothing of one's own waits."""
        expect(self.paper).to_have_attribute("data-visible", str(strokes))
        expect(self.paper).to_have_attribute("data-pending", "0")

    def seen(self) -> Image.Image:
        """What is on the paper, in device pixels, transparent where nothing is drawn."""
        data = b64decode(self.page.evaluate(SEEN))
        return Image.open(io.BytesIO(data)).convert("RGBA")

    def picture_of_view(self) -> str:
        """The address of the server's picture of what is on the paper now, pixel for pixel."""
        x, y, zoom = map(float, (self.paper.get_attribute("data-view") or "").split())
        box = self.paper.bounding_box()
        assert box is not None
        query = f"x={x}&y={y}&w={box['width'] / zoom}&h={box['height'] / zoom}"
        server = self.page.url.split("/d/")[0]
        width = self.seen().width
        return f"{server}{self.path}.png?{query}&width={width}&background=transparent"

    def server_picture(self) -> Image.Image:
        """The server's PNG of what is on the paper now."""
        answer = self.fetch(self.picture_of_view())
        assert answer.headers["content-type"] == "image/png"
        return Image.open(io.BytesIO(answer.body()))

    def fetch(self, address: str) -> APIResponse:
        """What the server makes of the drawing; asked for again while it makes too many others."""
        answer = self.page.request.get(address)
        for _again in range(5):
            if answer.status == BUSY:
                self.page.wait_for_timeout(1000 * int(answer.headers["retry-after"]))
                answer = self.page.request.get(address)
        return answer

    def inked(self, x: float, y: float) -> bool:
        """Whether there is ink within 3 CSS pixels of a place, finished or not."""
        return bool(self.page.evaluate(INKED, [x, y]))

    def wait_for_ink(self, x: float, y: float) -> None:
        self.page.wait_for_function(INKED, arg=[x, y])

    def wait_for_blank(self, x: float, y: float) -> None:
        self.page.wait_for_function(f"place => !({INKED})(place)", arg=[x, y])

    def colour(self, x: int, y: int) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity of a device pixel."""
        red, green, blue, alpha = self.seen().getpixel((x, y))  # type: ignore[misc]  # RGBA
        return red, green, blue, alpha

    def wait_for_colour(self, x: int, y: int, colour: tuple[int, int, int]) -> None:
        """Wait until the paper has this colour at a place, in CSS pixels."""
        self.page.wait_for_function(COLOURED, arg=[x, y, list(colour)])

    def thickness(self, x: int) -> int:
        """How many device pixels of a column are inked."""
        seen = self.seen()
        return inked_pixels(seen.crop((x, 0, x + 1, seen.height)))

    # -- tools ----------------------------------------------------------------------

    def choose(self, tool: str) -> None:
        self.page.get_by_role("radio", name=tool, exact=True).check(force=True)

    def choose_more(self, tool: str) -> None:
        """Take one of the tools that have no place of their own in the tray."""
        self.page.get_by_role("button", name="more tools").click()
        panel = self.page.locator("#more-tools")
        panel.get_by_role("radio", name=tool, exact=True).check(force=True)

    def take(self, key: str) -> None:
        """Take a tool by its key."""
        self.page.keyboard.press(key)

    def undo(self) -> None:
        self.page.get_by_role("button", name="Undo", exact=True).click()

    def zoom_is(self, percent: int) -> None:
        expect(self.page.locator(".zoom-level [data-zoom-level]")).to_have_text(f"{percent}%")

    def from_menu(self, item: str) -> None:
        self.page.get_by_role("button", name="More", exact=True).click()
        self.page.locator("#menu").get_by_text(item).click()

    def clear(self) -> None:
        self.from_menu("Clear the paper…")
        dialog = self.page.get_by_role("dialog", name="Clear the paper?")
        dialog.get_by_role("button", name="Clear the paper").click()

    def rename(self, title: str) -> None:
        self.title.click()
        field = self.page.get_by_label("Title", exact=True)
        field.fill(title)
        field.press("Enter")

    # -- people and talk ------------------------------------------------------------

    def rename_self(self, name: str) -> None:
        self.page.locator("#people-button").click()
        field = self.page.get_by_label("Your name")
        field.fill(name)
        field.press("Enter")
        self.page.keyboard.press("Escape")

    def open_chat(self) -> None:
        if not self.chat.is_visible():
            self.page.keyboard.press("c")
        expect(self.chat).to_be_visible()

    def say(self, text: str) -> None:
        self.open_chat()
        box = self.chat.get_by_role("textbox", name="Say something")
        box.fill(text)
        box.press("Enter")

    def hears(self, text: str) -> None:
        self.open_chat()
        expect(self.chat.locator("[data-lines]").get_by_text(text)).to_be_visible()

    # -- sharing --------------------------------------------------------------------

    def share(self) -> Locator:
        self.page.get_by_role("button", name="Share").click()
        dialog = self.page.get_by_role("dialog", name="Share this drawing")
        expect(dialog).to_be_visible()
        return dialog

    def allow(self, choice: str) -> None:
        """Choose what people with the link may do."""
        dialog = self.share()
        with self.page.expect_response(lambda answer: answer.url.endswith("/access")):
            dialog.get_by_role("radio", name=choice).check(force=True)
        expect(dialog.page.locator("#toasts")).to_be_visible()
        self.page.keyboard.press("Escape")

    def link(self, name: str) -> str:
        """The path of a link the page knows: `link`, or the owner's `watch_link`."""
        data = json.loads(self.page.locator("script#page").text_content() or "")
        return "/d/" + str(data[name]).rsplit("/d/")[1]

    def is_watched(self) -> None:
        """There is no pen to be had here."""
        expect(self.status.locator("[data-words]")).to_have_text("Watching")
        expect(self.page.locator("#tray")).to_be_hidden()
        expect(self.page.locator(".watching")).to_be_visible()

    def is_gone(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible()
        expect(self.page.locator("#studio")).to_have_attribute("inert", "")


PASSWORD = "harbour-at-six-7"


def sign_up(page: Page, name: str, email: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form.form button[type=submit]").click()
    expect(page).not_to_have_url(re.compile("signup"))


def listed_drawings(page: Page) -> Locator:
    """The cards on the page of one's drawings."""
    page.goto("/drawings")
    return page.locator(".cards > li")
