"""What every template draws with: icons, people's hues and initials, and the credit line."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from accounts.models import HUES
from accounts.names import name_list

register = template.Library()

NOBODYS_HUE = 7  # slate
THEMES = ("light", "dark")
NAMES_IN_A_CREDIT = 4


@register.simple_tag
@cache  # a page has dozens, and where the sprite is takes long to say
def icon(name: str, size: str = "") -> SafeString:
    """A Lucide icon from the sprite; `size` is "" (20 px) or "small" (16 px)."""
    return format_html(
        '<svg class="icon {}" width="20" height="20" aria-hidden="true">'
        '<use href="{}#lucide-{}"></use></svg>',
        size,
        static("icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def theme(context: Mapping[str, Any]) -> str:
    """The theme this browser chose: "light", "dark", or "auto" for what its system says."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else "auto"


@register.filter
def hue(value: object) -> int:
    """A person's hue for `data-hue`: 0 to 7, from the ninth person on again."""
    return value % HUES if isinstance(value, int) else NOBODYS_HUE


@register.filter
def initial(name: object) -> str:
    """The letter that stands for a name in an avatar: its first, with the marks on it."""
    letters = unicodedata.normalize("NFC", str(name)).strip()
    end = 1
    while end < len(letters) and unicodedata.combining(letters[end]):
        end += 1
    return letters[:end].upper() or "?"


@register.filter
def credit(people: Sequence[Any]) -> str:
    """“by Mia, Tom & Aiko” for people with a `name`, as attribute or key; "" for nobody."""
    names = [_name(person) for person in people]
    if not names:
        return ""
    return gettext("by %(names)s") % {"names": _listed(names)}


def _name(person: Any) -> str:
    return str(person["name"] if isinstance(person, Mapping) else person.name)


def _listed(names: Sequence[str]) -> str:
    if len(names) <= NAMES_IN_A_CREDIT:
        return name_list(names)
    shown = names[: NAMES_IN_A_CREDIT - 1]
    rest = len(names) - len(shown)
    others = ngettext("%(count)d other", "%(count)d others", rest) % {"count": rest}
    return name_list([*shown, others])
