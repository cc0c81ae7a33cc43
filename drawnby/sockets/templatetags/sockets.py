"""`{% load sockets %}{% sockets %}` in a page's head: tells the client where its socket is."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drawnby.sockets import conf

register = template.Library()


@register.simple_tag
def sockets() -> SafeString:
    return format_html('<meta name="sockets" content="{}">', conf.load().url)
