"""Whatever bytes arrive, in whatever pieces, the parser answers the same and never breaks."""

from hypothesis import given
from hypothesis import strategies as st

from foundation.live import wire
from foundation.live.parser import Parser
from tests.foundation.rig import framed

FRAMES = st.builds(
    framed,
    st.sampled_from([0, 1, 2, 3, 8, 9, 10, 11]),
    st.one_of(st.binary(max_size=200), st.text(max_size=60).map(str.encode)),
    final=st.booleans(),
    masked=st.sampled_from([True, True, True, False]),
    reserved=st.sampled_from([0, 0, 0, 1]),
)
TALK = st.one_of(st.binary(max_size=300), st.lists(FRAMES, max_size=8).map(b"".join))


def talk(chunks: list[bytes], *, reads_only: bool) -> tuple[list[str | bytes], int | None, bytes]:
    """What was understood, the close code and what is said in reply."""
    parser = Parser(largest=150)
    parser.reads_only, parser.gathers = reads_only, True
    heard, said = [], b""
    for chunk in chunks:
        parser.receive_data(chunk)
        heard += [whole for _, whole in parser.take()]
        said += b"".join(parser.data_to_send())
    return heard, parser.close_sent.code if parser.close_sent else None, said


@given(TALK, st.booleans())
def test_bytes_one_by_one_mean_the_same_as_bytes_at_once(data: bytes, reads_only: bool) -> None:
    at_once = talk([data], reads_only=reads_only)
    one_by_one = talk(
        [data[place : place + 1] for place in range(len(data))], reads_only=reads_only
    )
    assert at_once == one_by_one


@given(TALK)
def test_a_public_socket_understands_nothing(data: bytes) -> None:
    heard, code, _ = talk([data], reads_only=True)
    assert heard == []
    assert code is None or 1000 <= code < 5000


@given(st.lists(st.text(max_size=300)))
def test_joined_frames_come_apart_again(texts: list[str]) -> None:
    assert list(wire.texts(b"".join(wire.text(text.encode()) for text in texts))) == texts


@given(st.sampled_from([0, 125, 126, 65_535, 65_536, 70_000]))
def test_frames_of_every_length_come_apart_again(size: int) -> None:
    assert list(wire.texts(wire.text(b"x" * size))) == ["x" * size]
