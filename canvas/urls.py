from django.urls import path, register_converter

from canvas.models import KEY_LENGTH
from canvas.views import branching, pages, pictures, sharing

app_name = "canvas"


class KeyConverter:
    """The secret part of a link; anything of another shape is not a link at all."""

    regex = rf"[\w-]{{{KEY_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "key")

urlpatterns = [
    path("", pages.home, name="home"),
    path("new", pages.new, name="new"),
    path("drawings", pages.drawings, name="drawings"),
    path("d/<key:key>", pages.drawing, name="drawing"),
    path("d/<key:key>.png", pictures.picture, name="picture"),
    path("d/<key:key>/thumbnail.png", pictures.thumbnail, name="thumbnail"),
    path("d/<key:key>/card.png", pictures.card, name="card"),
    path("d/<key:key>/branch", branching.branch, name="branch"),
    path("d/<key:key>/branchable", branching.branchable, name="branchable"),
    path("d/<key:key>/access", sharing.access, name="access"),
    path("d/<key:key>/rename", sharing.rename, name="rename"),
    path("d/<key:key>/replace-link", sharing.replace_link, name="replace_link"),
    path("d/<key:key>/delete", sharing.delete, name="delete"),
    path("d/<path:rest>", pages.lost, name="lost"),
]
