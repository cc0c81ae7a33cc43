"""Compressed pieces, joined: any of them, in any number, are one stream that everybody reads."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from canvas import deflate

raws = st.lists(
    st.builds(lambda part, times: part * times, st.binary(max_size=50), st.integers(0, 4000)),
    max_size=5,
)


@given(raws)
def test_joined_pieces_are_the_stream_of_all_they_hold(parts: list[bytes]) -> None:
    assert zlib.decompress(deflate.join(map(deflate.compress, parts))) == b"".join(parts)


@given(raws)
def test_what_is_compressed_is_the_same_whoever_does_it(parts: list[bytes]) -> None:
    assert [*map(deflate.compress, parts)] == [*map(deflate.compress, parts)]


def test_a_damaged_piece_is_noticed() -> None:
    piece = deflate.compress(b"ink" * 100)
    wrong = deflate.Piece(piece.data, piece.size, piece.checksum ^ 1)
    try:
        zlib.decompress(deflate.join([wrong]))
    except zlib.error as error:
        assert "incorrect data check" in str(error)
    else:
        raise AssertionError("nothing was noticed")
