"""Whoever types an address that only does something meets a page with a way on."""

from __future__ import annotations

import pytest
from django.test import AsyncClient, Client

from canvas.models import Drawing

pytestmark = pytest.mark.django_db(transaction=True)

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/new", "/import", "/d/{key}/branch", "/d/{key}/delete"])
def test_a_person_meets_a_page_that_leads_on(path: str) -> None:
    client = Client()
    client.post("/new")
    drawing = Drawing.objects.get()
    answer = client.get(path.format(key=drawing.key), headers={"accept": BROWSER})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Only a button leads here" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
    assert Drawing.objects.count() == 1


async def test_so_does_one_whose_server_does_not_wait() -> None:
    answer = await AsyncClient().get("/new", headers={"accept": BROWSER})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Only a button leads here" in answer.content.decode()


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_a_script_is_answered_as_briefly_as_ever(accept: str) -> None:
    answer = Client().get("/new", headers={"accept": accept})
    assert (answer.status_code, answer["Allow"], answer.content) == (405, "POST", b"")
