"""docs/privacy.md names every file that may come to lie in a kiosk's state folder."""

from pathlib import Path

import pytest

from kiosk import district, key_opening
from kiosk.ledger.ledger_record import MARK_FILE
from kiosk.ledger.opening import FORK_FILE
from kiosk.node.retirement import RETIRED_FILE
from kiosk.only_one import LOCK_FILE
from kiosk.papers import bundle_keeper, status_keeper
from kiosk.profile.machine import KEY_FILE, LEDGER_FILE
from offline_queue import recover_swap
from offline_queue.files import set_aside
from offline_queue.key_store import pin_path

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        KEY_FILE,
        pin_path(Path(KEY_FILE)).name,
        key_opening.NEXT_FILE,
        key_opening.REKEY_MARK,
        LEDGER_FILE,
        MARK_FILE,
        LOCK_FILE,
        FORK_FILE,
        RETIRED_FILE,
        district.EARLIER_FILE,
        district.TRUST_FILE,
        district.BUNDLE_FILE,
        district.IDENTITY_FILE,
        bundle_keeper.TAG_FILE,
        status_keeper.STATUS_FILE,
        status_keeper.TAG_FILE,
        recover_swap.MARK,
        recover_swap.WORK,
    ],
)
def test_a_file_of_a_kiosk_is_described(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_a_ledger_that_was_set_aside_has_the_name_that_the_page_tells(tmp_path: Path) -> None:
    ledger = tmp_path / LEDGER_FILE
    ledger.write_bytes(b"whatever was left")
    aside = set_aside(ledger, "damaged")
    assert aside is not None
    assert f"`{aside.name}`" in PAGE
