"""The records of an export: what is written is read back, and nothing else is."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.export_format import (
    MAX_RECORD_BYTES,
    MAX_TRUST_LISTS,
    Header,
    Item,
    OtherVersion,
    Record,
    Trailer,
    frames,
    read_record,
    write_record,
)
from protocol import cbor
from protocol.code import MAX_CODE_BYTES
from protocol.entry_parts import MAX_PARTIES
from protocol.errors import BadCbor, Misuse, ProtocolError
from protocol.shape import MAX_WHOLE
from tests.offline_queue.making import KIOSK, NODE

numbers = st.integers(0, MAX_WHOLE)
hashes = st.binary(min_size=32, max_size=32)
items = st.builds(
    Item,
    st.binary(min_size=1, max_size=600),
    st.none() | st.binary(min_size=1, max_size=512),
    st.lists(st.binary(min_size=1, max_size=MAX_CODE_BYTES), max_size=MAX_PARTIES).map(tuple),
)
headers = st.builds(
    Header,
    st.binary(min_size=8, max_size=8),
    st.just(KIOSK.public_key),
    numbers,
    numbers,
    hashes,
    numbers,
    st.booleans(),
    st.lists(st.just(NODE.public_key), max_size=64).map(tuple),
    st.lists(st.binary(min_size=1, max_size=99), max_size=MAX_TRUST_LISTS).map(tuple),
)
records: st.SearchStrategy[Record] = items | headers | st.builds(Trailer, numbers, hashes, hashes)
ITEM = Item(b"entry", b"receipt", (b"code",))
HEADER = Header(bytes(8), KIOSK.public_key, 1, 2, bytes(32), 0, False, (), ())


def read(data: bytes) -> list[Record]:
    return [read_record(frame.payload) for frame in frames(io.BytesIO(data))]


@given(st.lists(records, max_size=5))
def test_what_was_written_is_read_back(written: Sequence[Record]) -> None:
    data = b"".join(map(write_record, written))
    assert read(data) == list(written)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_refused_by_name(data: bytes) -> None:
    try:
        record = read_record(data)
    except ProtocolError:
        return  # anything else would fail this test
    assert write_record(record) == cbor.encode(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sequence_or_refused_by_name(data: bytes) -> None:
    read_so_far, refused = b"", ""
    try:
        for frame in frames(io.BytesIO(data)):
            assert frame.at == len(read_so_far)
            read_so_far += cbor.encode(frame.payload)
    except BadCbor as exc:
        refused = str(exc)
    assert data.startswith(read_so_far)
    assert (read_so_far == data) is not refused.startswith(f"byte {len(read_so_far)}: ")


@pytest.mark.parametrize(
    "record",
    [
        replace(ITEM, entry=b""),
        replace(ITEM, entry=bytes(20_000)),
        replace(ITEM, receipt=b""),
        replace(ITEM, receipt=bytes(513)),
        replace(ITEM, evidence=(b"x",) * (MAX_PARTIES + 1)),
        replace(ITEM, evidence=(bytes(MAX_CODE_BYTES + 1),)),
        replace(HEADER, ledger=b"x"),
        replace(HEADER, entries=-1),
        replace(HEADER, trust_lists=(b"x",) * (MAX_TRUST_LISTS + 1)),
        replace(HEADER, receipt_keys=(NODE.public_key,) * 65),
        Trailer(1, b"short", bytes(32)),
    ],
)
def test_nothing_is_written_that_would_be_refused(record: Record) -> None:
    with pytest.raises(Misuse):
        write_record(record)


def test_the_largest_records_fit_under_the_limit() -> None:
    keys, lists = (NODE.public_key,) * 64, (bytes(16 * 1024),) * MAX_TRUST_LISTS
    header = replace(HEADER, receipt_keys=keys, trust_lists=lists)
    item = Item(bytes(12 * 1024), bytes(512), (bytes(MAX_CODE_BYTES),) * MAX_PARTIES)
    for record in (header, item):
        data = write_record(record)
        assert len(data) <= MAX_RECORD_BYTES
        assert read(data) == [record]


def test_another_version_is_told_apart_from_nonsense() -> None:
    for version in (0, 2, 99):
        with pytest.raises(OtherVersion) as caught:
            read_record(cbor.encode([0, "cc/ledger-export", version, {}]))
        assert caught.value.version == version


def test_a_reader_never_asks_for_more_than_a_record() -> None:
    class Counting(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size >= 0
            Counting.most = max(Counting.most, size)
            return super().read(size)

    with pytest.raises(BadCbor):
        list(frames(Counting(write_record(ITEM) + b"\x5b" + b"\xff" * 8)))
    assert 0 < Counting.most <= MAX_RECORD_BYTES
