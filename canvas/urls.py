from django.urls import path, register_converter

from canvas.chunks import Span
from canvas.images import DIGEST_LENGTH
from canvas.models import KEY_LENGTH
from canvas.views import (
    branching,
    embed,
    exports,
    files,
    images,
    log,
    own,
    pages,
    pictures,
    replay,
    sharing,
)

app_name = "canvas"


class KeyConverter:
    """The secret part of a link; anything of another shape is not a link at all."""

    regex = rf"[\w-]{{{KEY_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SpanConverter:
    """Numbers of the first and last operation of a part of the log, each in its only spelling."""

    regex = "[1-9][0-9]{0,8}-[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> Span:
        return Span(*map(int, value.split("-")))

    def to_url(self, value: Span) -> str:
        return f"{value.first}-{value.last}"


class DigestConverter:
    """What a picture's file is called, in its only spelling."""

    regex = rf"[0-9a-f]{{{2 * DIGEST_LENGTH}}}"

    def to_python(self, value: str) -> bytes:
        return bytes.fromhex(value)

    def to_url(self, value: bytes) -> str:
        return value.hex()


register_converter(KeyConverter, "key")
register_converter(DigestConverter, "digest")
register_converter(SpanConverter, "span")

urlpatterns = [
    path("", pages.home, name="home"),
    path("new", pages.new, name="new"),
    path("import", files.bring, name="import"),
    path("drawings", own.drawings, name="drawings"),
    path("d/<key:key>", pages.drawing, name="drawing"),
    path("d/<key:key>.drawnby", exports.own_file, name="own_file"),
    path("d/<key:key>/time-lapse.webp", exports.film, {"form": "webp"}, name="webp"),
    path("d/<key:key>/time-lapse.gif", exports.film, {"form": "gif"}, name="gif"),
    path("d/<key:key>.svg", exports.svg, name="svg"),
    path("d/<key:key>.pdf", exports.pdf, name="pdf"),
    path("d/<key:key>.png", exports.png, name="picture"),
    path("d/<key:key>/log/<span:span>", log.span, name="log"),
    path("d/<key:key>/images", images.bring, name="images"),
    path("d/<key:key>/images/<digest:digest>.webp", images.image, name="image"),
    path("d/<key:key>/thumbnail.png", pictures.thumbnail, name="thumbnail"),
    path("d/<key:key>/card.png", pictures.card, name="card"),
    path("d/<key:key>/replay", replay.replay, name="replay"),
    path("d/<key:key>/embed", embed.live, name="embed"),
    path("d/<key:key>/embed/replay", embed.replay, name="embed_replay"),
    path("oembed", embed.oembed, name="oembed"),
    path("d/<key:key>/log/after/<int:seq>", replay.log_after, name="log_after"),
    path("d/<key:key>/branch", branching.branch, name="branch"),
    path("d/<key:key>/branchable", branching.branchable, name="branchable"),
    path("d/<key:key>/access", sharing.access, name="access"),
    path("d/<key:key>/rename", sharing.rename, name="rename"),
    path("d/<key:key>/replace-link", sharing.replace_link, name="replace_link"),
    path("d/<key:key>/delete", sharing.delete, name="delete"),
    path("d/<path:rest>", pages.lost, name="lost"),
]
