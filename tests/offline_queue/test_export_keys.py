"""Which keys of the node count for receipts: the district changes them by routine, and says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.export_check import ExportReport, Trusted, verify_export
from protocol.bundle import KeyRole, TrustList, read_trust_list, sign_trust_list
from tests.offline_queue.exporting import (
    OTHER_ROOT,
    ROOT,
    ROOTED,
    make_ledger,
    trust_list,
    write_export,
)
from tests.offline_queue.making import NODE, NOON_S, STRANGER

FORMER = "whether a key was withdrawn for being stolen: 5 receipts are by former keys of the node"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "ledger.db")


def in_file(ledger: Path, *lists: bytes, trusted: Trusted = ROOTED) -> ExportReport:
    file = write_export(ledger, ledger.with_name("lists.cce"), trust_lists=lists)
    return verify_export(file, trusted)


def given(*lists: bytes) -> Trusted:
    read = tuple(read_trust_list(raw, ROOT.public_key) for raw in lists)
    return replace(ROOTED, trust_lists=read)


def test_a_key_that_was_dropped_by_routine_goes_on_vouching_and_is_told(ledger: Path) -> None:
    old, new = trust_list(), trust_list(STRANGER.public_key, version=2)
    foreign = trust_list(version=9, root=OTHER_ROOT)
    before = in_file(ledger, old, foreign)
    assert (before.vouched, before.by_former, before.problems) == (5, 0, ())
    after = in_file(ledger, old, foreign, new)
    assert (after.vouched, after.by_former, after.problems) == (5, 5, ())
    assert "the node's keys: the root signed them in trust list 2" in after.established
    assert FORMER in after.not_established


def test_a_chain_of_roots_counts_with_all_its_lists(ledger: Path) -> None:
    keys = ((KeyRole.RECEIPT, NODE.public_key), (KeyRole.ROOT, OTHER_ROOT.public_key))
    old = sign_trust_list(ROOT, TrustList(1, NOON_S, keys))
    new = trust_list(STRANGER.public_key, version=2, root=OTHER_ROOT)
    report = in_file(ledger, old, new)
    assert (report.vouched, report.by_former, report.problems) == (5, 5, ())


def test_a_key_that_no_list_of_the_root_names_for_receipts_vouches_for_nothing(
    ledger: Path,
) -> None:
    new = trust_list(STRANGER.public_key, version=2)
    unknown = "receipt of entry 0: not signed by the node as it stands (unknown-key)"
    foreign = trust_list(version=1, root=OTHER_ROOT)
    for lists in ((new,), (new, foreign)):
        report = in_file(ledger, *lists)
        assert (report.vouched, report.by_former) == (0, 0)
        assert unknown in report.problems
    assert in_file(ledger, trust_list(role=KeyRole.CREDENTIAL)).vouched == 0


def test_lists_from_outside_count_whether_newer_or_older(ledger: Path) -> None:
    new = trust_list(STRANGER.public_key, version=2)
    report = in_file(ledger, trust_list(), trusted=given(new))
    assert (report.vouched, report.by_former) == (5, 5)
    report = in_file(ledger, new, trusted=given(trust_list()))
    assert (report.vouched, report.by_former, report.problems) == (5, 5, ())
    older = trust_list(STRANGER.public_key, version=0)
    report = in_file(ledger, trust_list(), trusted=given(older))
    assert (report.vouched, report.by_former) == (5, 0)
