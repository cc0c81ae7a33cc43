"""The admin of drawings, for those who run a site."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db.models.signals import post_init
from django.test import Client

from accounts.models import Person, User
from canvas.models import Access, Drawing
from canvas.participants import come_in
from tests.canvas.people import Scene, fill, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def operator(client: Client) -> Client:
    user = User.objects.create_superuser("ops@example.org", "lighthouse-7", name="Ops")
    client.force_login(user)
    return client


def test_a_drawing_is_found_by_its_title_and_its_link_stays_secret(
    scene: Scene, operator: Client
) -> None:
    Drawing.objects.update(title="Harbour at six")
    page = operator.get("/admin/canvas/drawing/?q=harbour").content.decode()
    assert "Harbour at six" in page
    assert scene.drawing.key not in page


def test_a_drawing_can_be_closed(scene: Scene, operator: Client) -> None:
    path = f"/admin/canvas/drawing/{scene.drawing.pk}/change/"
    shown = operator.get(path).content.decode()
    assert "Tom" in shown
    form = {"title": "Harbour", "access": Access.CLOSED}
    form |= {f"participants-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    assert operator.post(path, form).status_code == 302
    assert Drawing.objects.get().access == Access.CLOSED


def test_operators_change_drawings_people_draw_in(scene: Scene, operator: Client) -> None:
    """The head moves while the form is being saved, and must not be set back."""
    path = f"/admin/canvas/drawing/{scene.drawing.pk}/change/"
    form = {"title": "Harbour", "access": Access.CLOSED}
    form |= {f"participants-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}

    def draw(**_: object) -> None:
        Drawing.objects.update(head=7)

    post_init.connect(draw, sender=Drawing)
    try:
        operator.post(path, form)
    finally:
        post_init.disconnect(draw, sender=Drawing)
    assert Drawing.objects.values_list("title", "access", "head").get() == ("Harbour", "closed", 7)


@pytest.mark.parametrize("way", ["its own page", "the list"])
def test_a_drawing_can_be_deleted(scene: Scene, operator: Client, way: str) -> None:
    if way == "the list":
        chosen = {"action": "delete_selected", "_selected_action": scene.drawing.pk, "post": "yes"}
        operator.post("/admin/canvas/drawing/", chosen)
    else:
        operator.post(f"/admin/canvas/drawing/{scene.drawing.pk}/delete/", {"post": "yes"})
    assert not Drawing.objects.exists()


def test_whoever_is_asked_before_a_drawing_is_deleted_is_not_shown_every_stroke(
    scene: Scene,
    operator: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    fill(scene.tom, 300)
    with django_assert_max_num_queries(8):
        page = operator.get(f"/admin/canvas/drawing/{scene.drawing.pk}/delete/").content.decode()
    assert "Operations: 300" in page
    assert page.count("<li>") < 20


def test_people_in_a_drawing_are_not_asked_for_one_by_one(
    scene: Scene,
    operator: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    for name in range(20):
        come_in(scene.drawing, Person.objects.create(name=str(name)), scene.drawing.key)
    with django_assert_max_num_queries(10):
        operator.get(f"/admin/canvas/drawing/{scene.drawing.pk}/change/")


def test_strangers_see_nothing_of_it(scene: Scene, client: Client) -> None:
    assert client.get("/admin/canvas/drawing/").status_code == 302
