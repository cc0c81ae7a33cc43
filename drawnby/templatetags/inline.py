"""Scripts that stand in the page itself: nothing is fetched before they run."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django_vite.templatetags.django_vite import vite_asset  # type: ignore[import-untyped]  # it ships no types

register = template.Library()

BREAKS_OUT = re.compile(r"\b(?:import|export)\b|<!--|(?i:</script)")
"""What only modules may say (`import.meta` too), and what HTML would take for its own."""


@register.simple_tag(takes_context=True)
def inline_script(context: Mapping[str, Any], entry: str) -> SafeString:
    """What Vite made of an entry that imports nothing from other files and exports nothing."""
    if settings.DJANGO_VITE["default"]["dev_mode"]:
        return SafeString(vite_asset(entry))
    nonce = context["request"].csp_nonce
    return format_html('<script nonce="{}">{}</script>', nonce, _built(entry))


@cache
def _built(entry: str) -> SafeString:
    manifest = json.loads((settings.BUILT_FRONTEND / "manifest.json").read_text("utf-8"))
    script = (settings.BUILT_FRONTEND / manifest[entry]["file"]).read_text("utf-8")
    if manifest[entry].get("imports") or BREAKS_OUT.search(script):
        raise RuntimeError(f"{entry} cannot stand in a page")
    return mark_safe(f"(()=>{{{script.strip()}\n}})()")  # noqa: S308 - our own build
