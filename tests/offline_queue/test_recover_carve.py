"""Signed messages are found in raw bytes; of a log only what was committed counts."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.recover_carve import committed_pages, ends_surely, messages_in
from protocol import cose
from protocol.cose import MessageType
from protocol.entry import read_entry
from protocol.errors import ProtocolError
from protocol.keys import key_ring
from protocol.receipt import read_receipt
from tests.offline_queue.making import KIOSK, NODE_KEYS, buy, confirm, open_ledger
from tests.protocol import samples

KEYS = key_ring(KIOSK.public_key)


def entries_in(data: bytes) -> set[int]:
    found = set()
    for raw in messages_in(data):
        try:
            found.add(read_entry(raw, KEYS).entry.seq)
        except ProtocolError:
            continue
    return found


def in_log(path: Path) -> set[int]:
    pages = committed_pages(path.with_name(path.name + "-wal").read_bytes())
    return {seq for page in pages for seq in entries_in(bytes(page))}


def test_messages_of_each_kind_are_found_whole_among_other_bytes() -> None:
    messages = [samples.SPEND_BYTES, samples.CODE_BYTES, samples.CARD_BYTES, samples.RECEIPT_BYTES]
    noise = random.Random(1).randbytes(5000)  # noqa: S311 - noise, no secret
    data = noise.join([b"", *messages, b""])
    assert [it for it in messages_in(data) if it in messages] == messages
    assert list(messages_in(b"".join(messages))) == messages
    assert list(messages_in(memoryview(b"\x84" + samples.SPEND_BYTES))) == [samples.SPEND_BYTES]


def test_the_largest_entry_is_found() -> None:
    largest = cose.sign1(KIOSK, MessageType.ENTRY, bytes(12_000))
    assert list(messages_in(b"\x00" * 9 + largest + b"\x00")) == [largest]


@given(cut=st.integers(0, len(samples.SPEND_BYTES) - 1))
def test_a_message_that_is_cut_off_is_none(cut: int) -> None:
    assert list(messages_in(samples.SPEND_BYTES[:cut])) == []


@given(data=st.binary(max_size=300) | st.binary(max_size=300).map(lambda it: b"\x84\x41" + it))
def test_any_bytes_give_only_what_lies_in_them(data: bytes) -> None:
    assert all(found in data for found in messages_in(data))


@given(data=st.binary(max_size=200))
def test_any_bytes_are_no_log(data: bytes) -> None:
    assert list(committed_pages(data)) == []


def test_a_ledger_gives_every_entry_code_and_receipt_without_the_database_engine(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        sold = [buy(ledger, number) for number in range(1, 30)]
        ledger.store_receipts(confirm(ledger, *sold[:10]))
    data = path.read_bytes()  # closing has put everything into the main file
    assert entries_in(data) == set(range(30))
    receipts = []
    for raw in messages_in(data):
        try:
            receipts.append(read_receipt(raw, NODE_KEYS).seq)
        except ProtocolError:
            continue
    assert sorted(receipts) == list(range(1, 11))


def test_what_was_committed_to_the_log_counts(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(1, 6):
            buy(ledger, number)
        assert in_log(path) == set(range(6))


def test_what_was_never_committed_does_not_count(tmp_path: Path) -> None:
    """A log as a power cut leaves it: the last commit's mark did not reach the medium."""
    path, log = tmp_path / "ledger.db", tmp_path / "cut.db-wal"
    with open_ledger(path) as ledger:
        buy(ledger, 1)
        last = buy(ledger, 2)
        whole = path.with_name("ledger.db-wal").read_bytes()
    seen = []
    for end in range(32, len(whole) + 1, 24 + 4096):
        log.write_bytes(whole[:end])
        seen.append((last.raw in whole[:end], last.seq in in_log(tmp_path / "cut.db")))
    assert seen == sorted(seen)
    assert (True, False) in seen  # it is there, and was not accepted
    assert seen[-1] == (True, True)


@pytest.mark.parametrize("at", [40, 48, 60, 2000])
def test_a_transaction_that_is_damaged_does_not_count(tmp_path: Path, at: int) -> None:
    whole, begun = two_sales(tmp_path)
    assert in_log(write_log(tmp_path, damaged(whole, begun[0] + at))) == {0, 1}


@pytest.mark.parametrize("block", [False, True], ids=["a bit", "a block"])
def test_whole_transactions_behind_damage_count(tmp_path: Path, block: bool) -> None:
    whole, begun = three_sales(tmp_path)
    at = begun[0] + 24 + 8
    log = whole[:at] + bytes(4096) + whole[at + 4096 :] if block else damaged(whole, at)
    assert in_log(write_log(tmp_path, log)) == {0, 1, 2, 3}  # the page of the last one has them all
    assert not ends_surely(log)


def test_a_log_whose_header_is_damaged_gives_what_stands_behind_it(tmp_path: Path) -> None:
    whole, _ = three_sales(tmp_path)
    log = damaged(whole, 9)
    assert in_log(write_log(tmp_path, log)) == {0, 1, 2, 3}
    assert not ends_surely(log)


def test_a_log_that_is_whole_or_cut_off_ends_surely(tmp_path: Path) -> None:
    whole, _ = three_sales(tmp_path)
    assert all(ends_surely(whole[:end]) for end in range(0, len(whole) + 1, 1024))


def test_pages_of_the_log_before_this_one_are_no_damage(tmp_path: Path) -> None:
    """SQLite begins a log anew from its first byte, and leaves older pages behind the new ones."""
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(1, 6):
            buy(ledger, number)
        ledger._session.query("PRAGMA wal_checkpoint(RESTART)")
        buy(ledger, 6)
        log = path.with_name("ledger.db-wal").read_bytes()
        assert ends_surely(log)
        assert 6 in in_log(path)


def test_the_last_sale_is_in_doubt_when_only_its_commit_mark_is_whole(tmp_path: Path) -> None:
    """A power cut may have left it half written, or damage has hit what was kept."""
    whole, begun = two_sales(tmp_path)
    assert not ends_surely(damaged(whole, begun[0] + 60))


def two_sales(folder: Path) -> tuple[bytes, list[int]]:
    whole, begun = three_sales(folder)
    return whole[: begun[1]], begun[:1]


def three_sales(folder: Path) -> tuple[bytes, list[int]]:
    """A log with three sales, and where the second and the third begin in it."""
    path, log, begun = folder / "ledger.db", folder / "ledger.db-wal", []
    with open_ledger(path) as ledger:
        for number in range(1, 4):
            buy(ledger, number)
            begun.append(log.stat().st_size)
        return log.read_bytes(), begun[:2]


def damaged(log: bytes, at: int) -> bytes:
    return log[:at] + bytes([log[at] ^ 1]) + log[at + 1 :]


def write_log(folder: Path, log: bytes) -> Path:
    (folder / "after.db-wal").write_bytes(log)
    return folder / "after.db"
