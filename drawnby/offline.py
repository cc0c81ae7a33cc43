"""For whoever opens a drawing without a network: one calm page, kept by a worker in the browser.

The worker keeps that page and nothing else, and shows it only where the network does not answer. So
no release can be hidden by it: whatever the site answers is what is seen.
"""

from __future__ import annotations

import json
from hashlib import sha256

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PAGE = "/offline"
WORKER = "/offline.js"
ASSETS = ("standalone.css", "pictures/boat.svg", "favicon.svg")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer with another script whenever the page is another: browsers compare."""
    assets = [staticfiles_storage.url(asset) for asset in ASSETS]
    version = sha256(render_to_string("offline.html").encode()).hexdigest()[:12]
    kept = json.dumps({"page": PAGE, "assets": assets, "version": version})
    script = render_to_string("offline.js", {"kept": kept})
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")
