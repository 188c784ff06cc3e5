"""What is open outlives every opening: on a full disk, beside rotten lines, whatever its age."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.desks.state_journal import StateJournal
from kiosk.desks.tender_book import FILE, MAX_LINES, OpenTender, TenderBook

OPEN = OpenTender(b"i" * 16, b"s" * 16, 47_250)
NEXT = OpenTender(b"j" * 16, b"t" * 16, 500)


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """As on a full disk: the kernel takes what there is room for, and says so."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def opened(folder: Path) -> tuple[OpenTender, ...]:
    book = TenderBook(folder)
    book.close()
    return book.open


def begun(folder: Path, *tenders: OpenTender) -> None:
    book = TenderBook(folder)
    for tender in tenders:
        book.begin(tender)
    book.close()


@pytest.mark.parametrize("short", [1, 60, 10_000], ids=["a-byte", "some-lines", "all-of-it"])
def test_a_start_on_a_full_disk_forgets_no_payment(tmp_path: Path, short: int) -> None:
    begun(tmp_path, NEXT, OPEN)
    size = (tmp_path / FILE).stat().st_size
    with files_end_at(max(0, size - short)):
        assert opened(tmp_path) == (NEXT, OPEN)
    assert opened(tmp_path) == (NEXT, OPEN)
    assert not (tmp_path / f"{FILE}.new").exists()


def test_what_is_written_after_such_a_start_is_read_at_the_next(tmp_path: Path) -> None:
    begun(tmp_path, OPEN)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes() + b'{"what": "open", "id"')  # and no end of the line
    with files_end_at(10):
        book = TenderBook(tmp_path)
    book.begin(NEXT)
    book.close()
    assert opened(tmp_path) == (OPEN, NEXT)


@pytest.mark.parametrize(
    "line",
    [
        b'{"what": "open", "id": "zz", "sale": "00", "won": 1}',
        b'{"what": "open", "id": "00", "sale": "zz", "won": 1}',
        b'{"what": "took", "id": "zz"}',
        b'{"what": "end", "id": "zz"}',
        b'{"what": "end", "id": ["zz"]}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
    ids=["id", "sale", "took", "end", "list", "deep", "no-text"],
)
def test_a_rotten_line_is_no_payment_and_keeps_no_kiosk_from_starting(
    tmp_path: Path, line: bytes
) -> None:
    begun(tmp_path, OPEN)
    path = tmp_path / FILE
    path.write_bytes(line + b"\n" + path.read_bytes())
    assert opened(tmp_path) == (OPEN,)


def test_an_open_payment_is_kept_behind_any_number_of_others(tmp_path: Path) -> None:
    begun(tmp_path, OPEN)
    path = tmp_path / FILE
    ended = b'{"what": "open", "id": "aa", "sale": "bb", "won": 1}\n{"what": "end", "id": "aa"}\n'
    path.write_bytes(path.read_bytes() + ended * MAX_LINES)
    assert opened(tmp_path) == (OPEN,)
    assert len(path.read_bytes().splitlines()) == MAX_LINES + 1
    assert opened(tmp_path) == (OPEN,)


def test_without_open_ones_only_the_newest_lines_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    journal = StateJournal(path, 3)
    for number in range(5):
        journal.write({"id": number})
    journal.close()
    assert StateJournal(path, 3).lines() == tuple({"id": number} for number in (2, 3, 4))
