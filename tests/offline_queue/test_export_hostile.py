"""An export is somebody else's bytes: whatever was done to it is named, and nothing crashes."""

import random
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cbor2
import pytest

from offline_queue.chain_check import MAX_PROBLEMS
from offline_queue.errors import NewerSchema, NotALedger
from offline_queue.export_check import Trusted, verify_export
from offline_queue.export_format import MAX_RECORD_BYTES, Item
from protocol import cbor
from protocol.keys import Algorithm, MemorySigner
from tests.altering import last_bit_turned
from tests.offline_queue import plain_check
from tests.offline_queue.exporting import (
    ROOT,
    ROOTED,
    assembled,
    header_of,
    items_of,
    make_ledger,
    payloads,
    trust_list,
    write_export,
    written_anew,
)
from tests.offline_queue.making import NODE, STRANGER, receipt_for

MUTATIONS = 400
Items = list[Item]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("exports")
    ledger = make_ledger(folder / "ledger.db")
    return write_export(ledger, folder / "x", with_evidence=True).read_bytes()


@pytest.fixture
def file(template: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "ledger.cce"
    path.write_bytes(template)
    return path


def problems(file: Path, trusted: Trusted = ROOTED) -> tuple[str, ...]:
    report = verify_export(file, trusted)
    assert report.problems
    with pytest.raises(plain_check.NOT_GOOD):
        plain_check.check(file, ROOT.public_key.raw)
    return report.problems


def swapped(items: Items) -> Items:
    return [*items[:2], items[3], items[2], *items[4:]]


def with_receipt(items: Items, at: int, raw: bytes | None) -> Items:
    return [*items[:at], replace(items[at], receipt=raw), *items[at + 1 :]]


def with_evidence(items: Items, at: int, *pieces: bytes) -> Items:
    return [*items[:at], replace(items[at], evidence=pieces), *items[at + 1 :]]


BROKEN_CHAINS: dict[str, tuple[Callable[[Items], Items], str]] = {
    "first left out": (lambda it: it[1:], "entry 1: entry 0 should stand here; it is missing"),
    "one left out": (
        lambda it: it[:2] + it[3:],
        "entry 3: entry 2 should stand here; it is missing",
    ),
    "one twice": (lambda it: [*it[:3], *it[2:]], "entry 2: entry 3 should stand here"),
    "two in the wrong order": (swapped, "entry 3: entry 2 should stand here"),
    "all twice": (lambda it: it + it, "entry 0: entry 6 should stand here"),
    "not signed": (
        lambda it: [*it[:2], replace(it[2], entry=last_bit_turned(it[2].entry)), *it[3:]],
        "entry 2: not signed by this kiosk as it stands (bad-signature)",
    ),
    "a receipt for an entry": (
        lambda it: [*it[:2], Item(it[1].receipt or b"", None, ()), *it[3:]],
        "entry 2: not signed by this kiosk as it stands (wrong-type)",
    ),
}


@pytest.mark.parametrize(("change", "words"), BROKEN_CHAINS.values(), ids=BROKEN_CHAINS.keys())
def test_a_knowing_hand_that_fits_count_and_digest_still_breaks_the_chain(
    file: Path, change: Callable[[Items], Items], words: str
) -> None:
    written_anew(file, change(items_of(file)))
    report = verify_export(file, ROOTED)
    assert not report.chain_ok
    assert any(it.startswith(words) for it in problems(file)), report.problems


def test_the_newest_entries_left_out_are_vouched_for_by_nobody_and_the_check_says_so(
    file: Path,
) -> None:
    """The one thing that no file can show; a ledger cut below a receipt loses that receipt too."""
    report = verify_export(written_anew(file, items_of(file)[:3]), ROOTED)
    assert (report.problems, report.entries, report.vouched) == ((), 3, 3)
    assert report.not_established[-1].startswith("that nothing came after the last entry")


def test_entries_of_another_kiosk_are_refused_under_this_kiosks_name(
    file: Path, tmp_path: Path
) -> None:
    other = MemorySigner.generate(Algorithm.ESP256)
    header = replace(header_of(file), kiosk=other.public_key)
    report = verify_export(written_anew(file, items_of(file), header), ROOTED)
    assert (report.chain_ok, report.vouched) == (False, 0)
    assert "unknown-key" in report.problems[0]
    assert problems(file)


def test_a_whole_ledger_under_another_name_is_refused(file: Path) -> None:
    header = replace(header_of(file), ledger=bytes(8))
    report = verify_export(written_anew(file, items_of(file), header), ROOTED)
    assert (report.chain_ok, report.vouched) == (False, 0)
    assert "entry 0: it was signed for another ledger or another place" in problems(file)


def test_swapped_and_foreign_receipts_are_named(file: Path) -> None:
    items, name = items_of(file), header_of(file).ledger
    two, three = items[2].receipt, items[3].receipt
    mixed = with_receipt(with_receipt(items, 2, three), 3, two)
    written_anew(file, mixed)
    assert "receipt of entry 2: it was signed for another entry" in problems(file)
    assert "receipt of entry 3: the node confirmed other bytes than the ones kept" in problems(file)
    forged = receipt_for(name, 5, bytes(32), signer=STRANGER)
    written_anew(file, with_receipt(items, 5, forged))
    assert problems(file) == (
        "receipt of entry 5: not signed by the node as it stands (unknown-key)",
    )
    other_bytes = receipt_for(name, 5, bytes(32), signer=NODE)
    written_anew(file, with_receipt(items, 5, other_bytes))
    assert "receipt of entry 5: the node confirmed other bytes than the ones kept" in problems(file)
    report = verify_export(file, ROOTED)
    assert report.chain_ok
    assert report.vouched == 5


def test_a_receipt_left_out_makes_an_entry_unsent_and_is_no_lie(file: Path) -> None:
    report = verify_export(written_anew(file, with_receipt(items_of(file), 2, None)), ROOTED)
    assert (report.problems, report.unsent, report.vouched) == ((), 2, 5)


def test_keys_in_the_file_convince_nobody_who_has_the_root(file: Path) -> None:
    """A whole invented district: with the root it is refused, without it is said to be unproved."""
    items, name = items_of(file), header_of(file).ledger
    hashes = [plain_check.sha(it.entry) for it in items]
    invented = [
        replace(it, receipt=receipt_for(name, seq, hash_, signer=STRANGER))
        for seq, (it, hash_) in enumerate(zip(items, hashes, strict=True))
    ]
    header = replace(header_of(file), receipt_keys=(STRANGER.public_key,))
    written_anew(file, invented, header)
    alone = verify_export(file)
    assert (alone.problems, alone.vouched, alone.established) == ((), 0, ())
    assert len(problems(file)) == 6


def test_evidence_that_is_not_the_entrys_is_named(file: Path) -> None:
    items = items_of(file)
    for pieces in ((b"another code",), items[2].evidence + items[3].evidence):
        written_anew(file, with_evidence(items, 2, *pieces))
        assert problems(file) == ("entry 2: its evidence is not the one it names",)
        assert verify_export(file, ROOTED).chain_ok
    written_anew(file, with_evidence(items, 0, b"a code of nobody"))
    assert problems(file) == ("entry 0: its evidence is not the one it names",)


def test_one_piece_twice_and_evidence_that_the_header_denies_are_named(file: Path) -> None:
    items = items_of(file)
    written_anew(file, with_evidence(items, 2, *items[2].evidence * 2))
    report = verify_export(file, ROOTED)
    assert report.problems == ("entry 2: its evidence is not the one it names",)
    header = replace(header_of(file), with_evidence=False)
    report = verify_export(written_anew(file, items, header), ROOTED)
    assert report.problems[0] == "entry 1: it has evidence; the header says that there is none"


def test_a_cut_file_is_noticed_wherever_it_was_cut(file: Path) -> None:
    whole = file.read_bytes()
    for size in range(1, len(whole), 37):
        file.write_bytes(whole[:size])
        try:
            report = verify_export(file, ROOTED)
        except NotALedger:
            continue
        assert "the file is cut: its trailer is missing" in report.problems
        assert not report.chain_ok


def test_a_file_without_its_trailer_and_one_with_it_too_early_are_noticed(file: Path) -> None:
    records = payloads(file)
    assembled(file, records[:-1])
    assert "the file is cut: its trailer is missing" in problems(file)
    assembled(file, [*records[:3], records[-1], *records[3:-1]])
    assert any("something follows the trailer" in it for it in problems(file))
    assert any(it.startswith("trailer: 6 entries, the file has 2") for it in problems(file))


@pytest.mark.parametrize("more", [b"\x00", b"\x40", b"\xff", b"\x5b" + b"\xff" * 8])
def test_something_after_the_trailer_is_noticed(file: Path, more: bytes) -> None:
    file.write_bytes(file.read_bytes() + more)
    assert problems(file)


def test_two_exports_in_one_file_are_noticed(file: Path) -> None:
    file.write_bytes(file.read_bytes() * 2)
    assert any("something follows the trailer" in it for it in problems(file))
    records = payloads(file)
    assembled(file, [records[0], *records[:-1]])
    assert any("a second header" in it for it in verify_export(file, ROOTED).problems)


DEEP = b"\x81" * 5000 + b"\x00"
BAD_RECORDS = {
    "deep nesting": (DEEP, "too-deep"),
    "no array": (b"\x00", "bad-shape"),
    "empty": (b"", "bad-cbor"),
    "an unknown kind": (b"\x84\x03\x00\x00\x00", "bad-shape"),
    "an entry that is a number": (b"\x84\x01\x00\xf6\x80", "bad-shape"),
    "an empty entry": (b"\x84\x01\x40\xf6\x80", "bad-shape"),
    "an array longer than it is": (b"\x9b" + b"\xff" * 8, "bad-cbor"),
    "a text longer than it is": (b"\x84\x01\x7b" + b"\x7f" * 8, "bad-cbor"),
    "five evidences": (cbor.encode([1, b"e", None, [b"1", b"2", b"3", b"4", b"5"]]), "bad-shape"),
    "a large evidence": (cbor.encode([1, b"e", None, [bytes(9999)]]), "bad-shape"),
    "a tag": (b"\xc0\x84\x01\x40\xf6\x80", "bad-cbor"),
    "an indefinite array": (b"\x9f\x01\x40\xf6\x80\xff", "indefinite-length"),
    "bytes after it": (b"\x84\x01\x41e\xf6\x80\x00", "trailing-bytes"),
}


@pytest.mark.parametrize(("record", "reason"), BAD_RECORDS.values(), ids=BAD_RECORDS.keys())
def test_a_record_that_is_none_is_named_and_the_rest_is_read(
    file: Path, record: bytes, reason: str
) -> None:
    records = payloads(file)
    assembled(file, [*records[:3], record, *records[3:]])
    report = verify_export(file, ROOTED)
    assert not report.chain_ok
    assert report.entries == 6
    assert report.problems[0].endswith(f"a record that can't be read ({reason})")


FRAMES = {
    "a huge length": (b"\x5b" + b"\x7f" * 8, "too-big"),
    "one byte too many": (b"\x5a" + (MAX_RECORD_BYTES + 1).to_bytes(4), "too-big"),
    "four gigabytes": (b"\x5a\xff\xff\xff\xff", "too-big"),
    "a length that is cut": (b"\x5a\x00", "bad-cbor"),
    "a record that is cut": (b"\x59\x10\x00abc", "bad-cbor"),
    "a text": (b"\x61a", "bad-cbor"),
    "an array": (b"\x84", "bad-cbor"),
    "an indefinite string": (b"\x5f\x41a\xff", "indefinite-length"),
    "a long head": (b"\x58\x01a", "not-deterministic"),
    "a reserved head": (b"\x5c", "bad-cbor"),
}


@pytest.mark.parametrize(("frame", "reason"), FRAMES.values(), ids=FRAMES.keys())
def test_a_sequence_that_can_not_be_followed_is_named(
    file: Path, frame: bytes, reason: str
) -> None:
    framed = [cbor.encode(record) for record in payloads(file)]
    at = sum(map(len, framed[:3]))
    file.write_bytes(b"".join(framed[:3]) + frame)
    report = verify_export(file, ROOTED)
    assert not report.chain_ok
    assert report.problems[0].startswith(f"byte {at}: ")
    assert report.problems[0].endswith(f"the file can't be read further ({reason})")
    assert report.entries == 2


HEADERS = {
    "no kiosk key": {2: {1: 2, -1: 1, -2: b"\xff" * 32, -3: True}},
    "a short ledger name": {1: b"short"},
    "a negative count": {4: -1},
    "a count that is none": {4: True},
    "too many keys": {8: [{1: 1, -1: 6, -2: bytes(32)}] * 65},
    "too many lists": {9: [b"x"] * 33},
    "a field that is missing": {5: None},
}


@pytest.mark.parametrize("change", HEADERS.values(), ids=HEADERS.keys())
def test_a_header_out_of_shape_is_no_export(file: Path, change: dict[int, object]) -> None:
    records = payloads(file)
    kind, name, version, fields = cbor2.loads(records[0])
    changed = {key: value for key, value in {**fields, **change}.items() if value is not None}
    assembled(file, [cbor.encode([kind, name, version, changed]), *records[1:]])
    with pytest.raises(NotALedger):
        verify_export(file, ROOTED)


def test_a_header_full_of_lists_that_nobody_signed_counts_for_nothing(file: Path) -> None:
    noise = (b"\x00" * 100, last_bit_turned(trust_list()), trust_list(STRANGER.public_key))
    header = replace(header_of(file), trust_lists=noise[:2])
    report = verify_export(written_anew(file, items_of(file), header), ROOTED)
    assert report.problems == ("no trust list of this root is in the file: no receipt was checked",)


def test_memory_stays_bounded_in_a_file_of_nothing_but_trouble(file: Path) -> None:
    records = payloads(file)
    peaks = []
    for count in (500, 10_000):
        assembled(file, [records[0], *[b"\x84\x01\x40\xf6\x80"] * count])
        tracemalloc.start()
        report = verify_export(file, ROOTED)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert len(report.problems) == MAX_PROBLEMS + 1
    assert peaks[1] < peaks[0] * 1.2 + 20_000


@pytest.mark.parametrize("seed", range(4))
def test_any_change_of_any_bytes_is_noticed_and_nothing_crashes(
    template: bytes, tmp_path: Path, seed: int
) -> None:
    """Bits turned, bytes cut out, put in, doubled: the digest finds accidents everywhere."""
    path, dice = tmp_path / "x", random.Random(seed)  # noqa: S311 - a test's dice
    for _ in range(MUTATIONS // 4):
        path.write_bytes(mutated(template, dice))
        try:
            report = verify_export(path, ROOTED)
        except (NotALedger, NewerSchema):
            continue
        assert report.problems
        assert report.entries <= 2 * len(template)


def mutated(data: bytes, dice: random.Random) -> bytes:
    """``data`` with something done to it; never the same."""
    at, size = dice.randrange(len(data)), dice.randrange(1, 40)
    match dice.randrange(5):
        case 0:
            changed = bytes([data[at] ^ 1 << dice.randrange(8)])
            return data[:at] + changed + data[at + 1 :]
        case 1:
            return data[:at] + data[at + size :]
        case 2:
            return data[:at] + dice.randbytes(size) + data[at:]
        case 3:
            return data[:at] + data[at : at + size] + data[at:]
        case _:
            return data[:at] + bytes(size) + data[at + size :] + b"\x00"
