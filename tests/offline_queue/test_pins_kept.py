"""PINs go where the entries go: to the second medium and back, never out of the machine."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from offline_queue.errors import PinBlocked
from offline_queue.export import export
from offline_queue.ledger import Ledger, Recorded
from offline_queue.pins import MAX_PIN_TRIES
from offline_queue.recover import Verdict
from offline_queue.verify import verify
from tests.offline_queue.copies import Media, alike
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    HandTime,
    as_earlier,
    buy,
    code,
    open_ledger,
)
from tests.offline_queue.recovering import Kiosk
from tests.offline_queue.test_erase import DAY_S, KEPT_S, LATE_S, confirm_all, pieces
from tests.offline_queue.test_verify import tamper
from tests.offline_queue.trusting import (
    CARD,
    CARER,
    OTHER_CARD,
    buy_by_card,
    close,
    cti,
    set_pin,
    try_pin,
    verifier,
)
from tests.offline_queue.version_1 import write_version_1


def live(ledger: Ledger, tries: int = 3) -> list[Recorded]:
    """A card whose PIN was tried so often, another one with a carer whose phone is closed then."""
    return [
        set_pin(ledger, 1),
        set_pin(ledger, 2, OTHER_CARD, secret=2),
        *(try_pin(ledger, number) for number in range(10, 10 + tries)),
        buy_by_card(ledger, 3, OTHER_CARD, carer=CARER),
        close(ledger, 4, CARER),
    ]


def knows_all(ledger: Ledger, tries: int = 3) -> bool:
    return (
        ledger.pin_of(cti(CARD)) == verifier(1)
        and ledger.pin_of(cti(OTHER_CARD)) == verifier(2)
        and ledger.pin_tries(cti(CARD)) == tries
        and ledger.is_used(*code(CARER)[:2])
        and ledger.is_closed(cti(CARER))
        and ledger.forgotten_pins() == 0
    )


def test_the_copy_has_the_pins_and_gives_them_back(tmp_path: Path) -> None:
    media = Media(tmp_path)
    with media.ledger() as ledger:
        live(ledger, MAX_PIN_TRIES)
    media.catch_up()
    assert alike(media)
    media.lose_primary()
    media.restore()
    with media.ledger() as ledger:
        assert knows_all(ledger, MAX_PIN_TRIES)
        with pytest.raises(PinBlocked):
            try_pin(ledger, 30)
    assert verify(media.primary, NODE_KEYS).problems == ()


def test_an_older_image_gets_back_the_pins_and_tries_that_it_lacks(tmp_path: Path) -> None:
    media = Media(tmp_path)
    with media.ledger() as ledger:
        set_pin(ledger, 90, secret=9)
    media.keep_image()
    with media.ledger() as ledger:
        live(ledger)
    media.catch_up()
    media.put_image_back()
    media.restore()
    with media.ledger() as ledger:
        assert knows_all(ledger)


def test_a_copy_whose_verifier_was_changed_makes_the_pin_wrong_and_nothing_worse(
    tmp_path: Path,
) -> None:
    media = Media(tmp_path)
    with media.ledger() as ledger:
        live(ledger)
    media.catch_up()
    tamper(
        media.copy,
        "UPDATE pins SET verifier = zeroblob(32) WHERE seq = 1",
        "INSERT INTO pins SELECT 3, cti, verifier FROM pins WHERE seq = 2",
    )
    media.lose_primary()
    media.restore()
    with media.ledger() as ledger:
        assert ledger.pin_of(cti(CARD)) == bytes(32)
        assert ledger.pin_of(cti(OTHER_CARD)) == verifier(2)
    with closing(sqlite3.connect(media.primary)) as connection:
        assert connection.execute("SELECT count(*) FROM pins").fetchone() == (2,)


def test_recovering_a_damaged_file_whose_end_is_known_keeps_the_pins(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    with kiosk.open() as ledger:
        live(ledger)
    tamper(kiosk.path, "UPDATE entries SET coins = 99 WHERE seq = 3")
    report = kiosk.recover()
    assert (report.verdict, report.pins) == (Verdict.REBUILT, 0)
    with kiosk.open() as ledger:
        assert knows_all(ledger)


def test_what_only_the_node_has_comes_back_without_its_verifier_and_the_older_pin_stays_dead(
    tmp_path: Path,
) -> None:
    kiosk = Kiosk(tmp_path)
    with kiosk.open() as ledger:
        set_pin(ledger, 90, secret=9)
    image = kiosk.path.read_bytes()
    with kiosk.open() as ledger:
        live(ledger)
    kiosk.send()
    kiosk.path.write_bytes(image)
    report = kiosk.recover()
    with kiosk.open() as ledger:
        assert (report.verdict, report.pins) == (Verdict.NEW, 2)
        assert ledger.pin_of(cti(CARD)) is None
        assert (ledger.pin_tries(cti(CARD)), ledger.forgotten_pins()) == (3, 2)
        assert ledger.is_closed(cti(CARER))


def test_a_file_without_a_pins_verifier_knows_none_and_says_so(tmp_path: Path) -> None:
    """Nothing proves that no later PIN was set, so an older one never comes to life again."""
    media = Media(tmp_path)
    with media.ledger() as ledger:
        set_pin(ledger, 90, secret=9)
        live(ledger)
    media.catch_up()
    tamper(media.copy, "DELETE FROM pins WHERE seq = 2")
    media.lose_primary()
    media.restore()
    with media.ledger() as ledger:
        assert ledger.pin_of(cti(CARD)) is None
        assert ledger.forgotten_pins() == 1


def test_a_ledger_of_the_version_before_is_no_damaged_one(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    write_version_1(kiosk.path)
    assert kiosk.recover(node=False).verdict is Verdict.UNTOUCHED


def test_a_new_ledger_has_no_pins_and_says_so_but_tries_and_closings_count(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db", seed=9) as old:
        known = as_earlier(old, *live(old))
    with open_ledger(tmp_path / "new.db") as ledger:
        ledger.remember(known)
        assert ledger.pin_of(cti(CARD)) is None
        assert ledger.pin_tries(cti(CARD)) == 3
        assert ledger.is_used(*code(CARER)[:2])
        assert ledger.is_closed(cti(CARER))
        assert ledger.forgotten_pins() == 2
        set_pin(ledger, 50, secret=5)
        assert ledger.forgotten_pins() == 1


def test_what_is_sent_and_exported_never_holds_a_verifier(tmp_path: Path) -> None:
    """The node and auditors get entries and evidence; a PIN's verifier is nobody else's."""
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        live(ledger)
        sent = ledger.unsent(100, 10**7)
    for secret in (verifier(1), verifier(2)):
        assert secret in path.read_bytes()
        assert not any(secret in it.raw or secret in b"".join(it.evidence) for it in sent)
        for with_evidence in (False, True):
            whole = b"".join(export(path, exported_s=NOON_S, with_evidence=with_evidence))
            assert len(whole) > 1000
            assert secret not in whole


def test_evidence_of_pins_and_closings_goes_like_any_other(tmp_path: Path) -> None:
    clock = HandTime()
    with open_ledger(tmp_path / "ledger.db", clock) as ledger:
        live(ledger)
        buy(ledger, 40)
        clock.time_s = LATE_S + 2 * DAY_S
        confirm_all(ledger, clock.time_s)
        assert ledger.erase_evidence(KEPT_S).done
        assert pieces(tmp_path / "ledger.db") == []
        assert knows_all(ledger)
    assert verify(tmp_path / "ledger.db", NODE_KEYS).problems == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE pins SET cti = x'00'", "2 verifiers"),
        ("INSERT INTO pins SELECT 7, cti, verifier FROM pins LIMIT 1", "1 verifiers"),
        ("DELETE FROM further_codes", "a code that it uses is not kept as used"),
        ("INSERT INTO further_codes VALUES (x'00', x'00', 3)", "no entry uses"),
    ],
)
def test_what_was_changed_beside_the_entries_is_said(
    tmp_path: Path, change: str, said: str
) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        live(ledger)
    tamper(tmp_path / "ledger.db", change)
    assert said in " ".join(verify(tmp_path / "ledger.db", NODE_KEYS).problems)


def test_and_so_is_what_was_changed_of_a_ledger_before(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db", seed=9) as old:
        known = as_earlier(old, *live(old))
    with open_ledger(tmp_path / "new.db") as ledger:
        ledger.remember(known)
    assert verify(tmp_path / "new.db", NODE_KEYS).problems == ()
    tamper(tmp_path / "new.db", "UPDATE earlier_further_codes SET counter = x'00'")
    problems = " ".join(verify(tmp_path / "new.db", NODE_KEYS).problems)
    assert "a code that it uses is not kept as used" in problems
