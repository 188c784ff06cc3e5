"""What is exported is what was signed, and public keys are enough to check it."""

import json
import subprocess
import sys
import tracemalloc
from dataclasses import asdict, replace
from pathlib import Path

import cbor2
import pytest

from offline_queue.errors import CannotOpen, Corrupt, NewerSchema, NotALedger
from offline_queue.export import export
from offline_queue.export_check import (
    OTHER_KIND,
    ExportReport,
    Trusted,
    is_export,
    verify_export,
)
from offline_queue.export_format import VERSION, Item
from offline_queue.verify import verify
from protocol import cbor
from protocol.entry import ClockState, Entry, entry_hash, sign_entry
from protocol.keys import Algorithm, MemorySigner, PublicKey
from tests.offline_queue import plain_check
from tests.offline_queue.exporting import (
    EXPORTED_S,
    OTHER_ROOT,
    ROOT,
    ROOTED,
    header_of,
    items_of,
    make_ledger,
    payloads,
    trust_list,
    write_export,
    written_anew,
)
from tests.offline_queue.making import (
    KIOSK,
    NODE,
    NODE_KEYS,
    NOON_S,
    HandTime,
    code,
    confirm,
    id_of,
    open_ledger,
    spend,
)
from tests.offline_queue.many import write_many
from tests.offline_queue.test_erase import KEPT_S, sold
from tests.offline_queue.test_verify import tamper
from tests.offline_queue.version_1 import SPENDS, write_version_1


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "ledger.db")


@pytest.fixture
def file(ledger: Path, tmp_path: Path) -> Path:
    return write_export(ledger, tmp_path / "ledger.cce")


def test_an_export_says_the_same_as_its_ledger(ledger: Path, file: Path) -> None:
    ours, report = verify(ledger, NODE_KEYS), verify_export(file, ROOTED)
    assert {key: asdict(report)[key] for key in asdict(ours)} == asdict(ours)
    assert (report.entries, report.unsent, report.vouched) == (6, 1, 5)
    assert report.kiosk_key == KIOSK.public_key.raw.hex()
    assert (report.exported_s, report.first_s, report.last_s) == (
        EXPORTED_S,
        NOON_S,
        NOON_S + 4 * 180,
    )
    assert report.coins == {"spend": 4 * 15}
    assert list(asdict(report))[:5] == ["entries", "head", "chain_ok", "unsent", "problems"]


def test_a_stranger_with_other_code_and_the_root_key_finds_the_same(file: Path) -> None:
    """The checker knows docs/export.md and two libraries."""
    source = Path(plain_check.__file__).read_text("utf-8")
    foreign = {
        line.split()[1].split(".")[0]
        for line in source.splitlines()
        if "import " in line[:7] or line.startswith("from ")
    }
    assert foreign <= {"hashlib", "json", "sys", "pathlib", "typing", "cbor2", "cryptography"}
    root = ROOT.public_key.raw.hex()
    said = subprocess.run(
        [sys.executable, "-I", plain_check.__file__, file, root],
        capture_output=True,
        check=True,
        timeout=60,
    )
    report = verify_export(file, ROOTED)
    assert json.loads(said.stdout) == {
        "entries": report.entries,
        "head": report.head,
        "unsent": report.unsent,
        "coins": sum(report.coins.values()),
        "evidence": 0,
    }


def test_with_a_root_the_check_says_what_it_shows_and_what_it_cannot(file: Path) -> None:
    report = verify_export(file, ROOTED)
    assert report.problems == ()
    assert report.established == (
        "the node's keys: the root signed them in trust list 1",
        "that the node took the first 5 entries from this kiosk",
    )
    assert report.not_established == (
        "that the node knows the last 1 entries: they have no receipt",
        "that nothing came after the last entry: only the node can tell",
    )


def test_without_any_key_the_check_does_not_pretend(file: Path) -> None:
    report = verify_export(file)
    assert (report.chain_ok, report.problems, report.vouched) == (True, (), 0)
    assert report.established == ()
    assert report.not_established == (
        "who the node is: receipts were checked with keys out of the file",
        "whose kiosk this is: its key stands in the file alone",
        "that nothing came after the last entry: only the node can tell",
    )


def test_a_kiosk_key_from_outside_shows_whose_entries_they_are(file: Path) -> None:
    report = verify_export(file, Trusted(kiosk=KIOSK.public_key))
    assert "that every entry is by the kiosk key that was given" in report.established
    assert not any("whose kiosk" in it for it in report.not_established)
    other = MemorySigner.generate(Algorithm.ESP256).public_key
    refused = verify_export(file, Trusted(ROOT.public_key, other))
    assert not refused.chain_ok
    assert refused.vouched == 0
    assert any("not of the one given" in it for it in refused.problems)


def test_a_root_that_signed_no_list_in_the_file_shows_nothing(file: Path) -> None:
    report = verify_export(file, Trusted(root=OTHER_ROOT.public_key))
    assert report.problems == ("no trust list of this root is in the file: no receipt was checked",)
    assert (report.vouched, report.established, report.unsent) == (0, (), 1)
    assert any("whose kiosk" in it for it in report.not_established)


def test_a_ledger_without_receipts_is_not_shown_to_be_of_the_district(tmp_path: Path) -> None:
    path = make_ledger(tmp_path / "new.db", confirmed=0)
    report = verify_export(write_export(path, tmp_path / "x"), ROOTED)
    assert (report.problems, report.unsent, report.vouched) == ((), 6, 0)
    assert any("whose kiosk" in it for it in report.not_established)


def in_file(ledger: Path, tmp_path: Path, *lists: bytes) -> ExportReport:
    return verify_export(write_export(ledger, tmp_path / "lists.cce", trust_lists=lists), ROOTED)


def test_evidence_is_left_out_unless_asked_for(ledger: Path, file: Path, tmp_path: Path) -> None:
    full = write_export(ledger, tmp_path / "full.cce", with_evidence=True)
    pieces = [code(number)[2] for number in range(1, 5)]
    assert not any(piece in file.read_bytes() for piece in pieces)
    assert all(piece in full.read_bytes() for piece in pieces)
    assert [it.entry for it in items_of(full)] == [it.entry for it in items_of(file)]
    bare, report = verify_export(file, ROOTED), verify_export(full, ROOTED)
    assert (bare.evidence, report.evidence, report.evidence_missing) == (0, 4, 0)
    assert (report.problems, report.head) == ((), bare.head)
    assert plain_check.check(full, ROOT.public_key.raw)["evidence"] == 4


def test_after_evidence_was_erased_the_export_still_verifies(tmp_path: Path) -> None:
    """Invariant 21: of the ledger, of an export from before and of one from after."""
    path, clock = tmp_path / "ledger.db", HandTime()
    with sold(path, clock) as ledger:
        before = write_export(path, tmp_path / "before.cce", with_evidence=True)
        ledger.erase_evidence(KEPT_S)
    after = write_export(path, tmp_path / "after.cce", with_evidence=True)
    one, other = verify_export(before, ROOTED), verify_export(after, ROOTED)
    assert (one.evidence, other.evidence, other.evidence_missing) == (5, 2, 0)
    assert one.problems == other.problems == verify(path, NODE_KEYS).problems == ()
    assert (one.head, one.vouched, one.coins) == (other.head, other.vouched, other.coins)
    assert plain_check.check(after, ROOT.public_key.raw)["entries"] == 6


def test_evidence_that_is_neither_there_nor_erased_is_counted(ledger: Path, tmp_path: Path) -> None:
    tamper(ledger, "DELETE FROM evidence WHERE seq = 2")
    report = verify_export(write_export(ledger, tmp_path / "x", with_evidence=True), ROOTED)
    assert (report.problems, report.evidence, report.evidence_missing) == ((), 3, 1)


def test_a_ledger_of_version_1_is_exported_as_it_is(tmp_path: Path) -> None:
    path = write_version_1(tmp_path / "old.db")
    before = path.read_bytes()
    report = verify_export(write_export(path, tmp_path / "x", with_evidence=True), ROOTED)
    assert (report.entries, report.evidence, report.problems) == (SPENDS + 1, SPENDS, ())
    assert path.read_bytes() == before


def test_an_export_is_made_while_the_kiosk_sells(ledger: Path, tmp_path: Path) -> None:
    with open_ledger(ledger, HandTime(NOON_S + 9999)) as writer:
        pieces = export(ledger, exported_s=EXPORTED_S, trust_lists=(trust_list(),))
        data = next(pieces)
        for number in range(50, 60):
            writer.append(spend(number), (code(number)[2],))
        (tmp_path / "x").write_bytes(data + b"".join(pieces))
        assert verify_export(tmp_path / "x", ROOTED).entries == 6
        assert verify_export(write_export(ledger, tmp_path / "y"), ROOTED).entries == 16


def test_a_receipt_that_comes_later_only_adds_to_an_export(ledger: Path, file: Path) -> None:
    before = items_of(file)
    with open_ledger(ledger) as writer:
        found = writer.find((900).to_bytes(16))
        assert found is not None
        writer.store_receipts(confirm(writer, found))
    after = items_of(write_export(ledger, file))
    assert after[:-1] == before[:-1]
    assert (after[-1].entry, before[-1].receipt) == (before[-1].entry, None)
    assert verify_export(file, ROOTED).vouched == 6


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entries WHERE seq = 5",
        "DELETE FROM head",
        "UPDATE receipt_keys SET algorithm = 7",
        "UPDATE entries SET raw = zeroblob(20000) WHERE seq = 2",
    ],
)
def test_a_damaged_ledger_gives_no_export_that_looks_whole(ledger: Path, statement: str) -> None:
    tamper(ledger, statement)
    with pytest.raises(Corrupt):
        list(export(ledger, exported_s=EXPORTED_S))


def test_a_changed_ledger_is_exported_and_found_by_whoever_checks(
    ledger: Path, tmp_path: Path
) -> None:
    tamper(ledger, "UPDATE entries SET raw = zeroblob(300) WHERE seq = 2")
    report = verify_export(write_export(ledger, tmp_path / "x"), ROOTED)
    assert not report.chain_ok
    assert (report.entries, report.vouched) == (6, 2)


def test_kinds_that_this_program_does_not_know_are_summed_under_one_name(file: Path) -> None:
    """A newer kiosk may write them; a hostile one must not fill the memory with names."""
    items, header = items_of(file), header_of(file)
    for seq, kind in ((6, "lottery"), (7, "auction")):
        entry = Entry(
            ledger=header.ledger,
            seq=seq,
            previous=entry_hash(items[-1].entry),
            id=id_of(seq),
            kind=kind,
            time=NOON_S + 9999,
            clock=ClockState.TRUSTED,
            scheme_version=1,
            bundle_version=1,
            amounts={"general": seq},
        )
        items.append(Item(sign_entry(KIOSK, entry), None, ()))
    report = verify_export(written_anew(file, items), ROOTED)
    assert (report.problems, report.coins) == ((), {OTHER_KIND: 13, "spend": 60})


def test_only_a_file_that_begins_as_an_export_is_one(ledger: Path, file: Path) -> None:
    folder = file.parent
    (folder / "text").write_text("no export at all", "utf-8")
    (folder / "empty").touch()
    (folder / "entry").write_bytes(cbor.encode(payloads(file)[1]))
    for other in (ledger, folder / "text", folder / "empty", folder / "entry"):
        assert not is_export(other)
        with pytest.raises(NotALedger):
            verify_export(other)
    assert is_export(file)
    for missing in (folder, folder / "nothing"):
        with pytest.raises(CannotOpen):
            verify_export(missing)


def test_a_file_of_a_newer_program_is_refused_by_name(file: Path) -> None:
    kind, name, _, fields = cbor2.loads(payloads(file)[0])
    newer = cbor.encode([kind, name, VERSION + 1, {**fields, 10: b"more"}])
    file.write_bytes(cbor.encode(newer))
    with pytest.raises(NewerSchema, match=f"version {VERSION + 1}"):
        verify_export(file)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for sales in (25, 500):
        path = write_many(tmp_path / f"{sales}.db", sales)
        file = write_export(path, tmp_path / f"{sales}.cce", with_evidence=True)
        tracemalloc.start()
        assert verify_export(file, ROOTED).entries == 2 * sales + 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2 + 20_000


def test_writing_holds_one_record_at_a_time(tmp_path: Path) -> None:
    peaks = []
    for sales in (25, 500):
        path = write_many(tmp_path / f"{sales}.db", sales)
        tracemalloc.start()
        assert sum(1 for _ in export(path, exported_s=0, with_evidence=True)) == 2 * sales + 3
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2 + 20_000


def test_a_key_of_either_kind_survives_the_header(file: Path) -> None:
    for signer in (NODE, KIOSK):
        header = replace(header_of(file), receipt_keys=(signer.public_key,))
        written_anew(file, items_of(file), header)
        (found,) = header_of(file).receipt_keys
        assert found == PublicKey(signer.public_key.algorithm, signer.public_key.raw)
