"""A status list is taken only along the signatures, and lies there whole for the next start."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.papers.refused_paper import StatusRefused, WhyRefused
from kiosk.papers.status_keeper import STATUS_FILE, TAG_FILE, StatusKeeper
from kiosk.papers.status_shelf import StatusShelf
from offline_queue.errors import NodeAway
from protocol.keys import KeyRing, key_ring
from tests.kiosk.documents import DAY_S, ENROLLED_S, Authority, new_key
from tests.kiosk.lines import Line

NOW_S = ENROLLED_S + 10
STOLEN = 7


class Kept:
    """A folder with its keeper, as one run of the program has them."""

    def __init__(self, folder: Path, keys: KeyRing) -> None:
        self.folder = folder
        self.shelf = StatusShelf()
        self.keeper = StatusKeeper(folder, "test-coin", keys, self.shelf)
        self.missing = self.keeper.load()

    def fetch(self, body: bytes | None, at_s: int = NOW_S, etag: str | None = '"one"') -> bool:
        self.line = Line(body, etag, "status-list")
        return self.keeper.fetch(self.line, at_s)

    @property
    def revoked(self) -> bool:
        return self.shelf.look(STOLEN, NOW_S).revoked


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def start(authority: Authority, tmp_path: Path) -> Callable[[], Kept]:
    return lambda: Kept(tmp_path, key_ring(authority.node.public_key))


def test_a_list_counts_at_once_and_after_a_restart(
    authority: Authority, start: Callable[[], Kept]
) -> None:
    kept = start()
    assert kept.missing == "none yet"
    assert kept.fetch(authority.statuses(bad=[STOLEN]))
    assert kept.revoked
    again = start()
    assert again.missing == ""
    assert again.revoked
    assert again.shelf.look(0, NOW_S).age_s == 10


def test_the_tag_spares_the_download_also_after_a_restart(
    authority: Authority, start: Callable[[], Kept]
) -> None:
    kept, body = start(), authority.statuses()
    assert kept.fetch(body)
    assert not kept.fetch(body)
    assert kept.line.asked == ['"one"']
    again = start()
    assert not again.fetch(body)
    assert again.line.asked == ['"one"']


def test_the_same_list_without_a_tag_is_no_news(
    authority: Authority, start: Callable[[], Kept]
) -> None:
    kept, body = start(), authority.statuses()
    assert kept.fetch(body, etag=None)
    assert not kept.fetch(body, etag=None)


BAD: list[tuple[WhyRefused, Callable[[Authority], bytes]]] = [
    (WhyRefused.NOT_WHOLE, lambda _: b""),
    (WhyRefused.NOT_WHOLE, lambda _: b"<html>Sign in</html>"),
    (WhyRefused.NOT_WHOLE, lambda it: it.statuses(NOW_S)[:-1]),
    (WhyRefused.NOT_WHOLE, lambda it: it.statuses(NOW_S)[: len(it.statuses()) // 2]),
    (WhyRefused.UNTRUSTED, lambda it: it.statuses(NOW_S, new_key())),
    (WhyRefused.UNTRUSTED, lambda it: it.statuses(NOW_S, it.issuer)),
    (WhyRefused.UNTRUSTED, lambda _: Authority().statuses(NOW_S)),
    (WhyRefused.UNTRUSTED, lambda it: it.bundle(2)),
    (WhyRefused.OTHER_SCHEME, lambda it: it.statuses(NOW_S, scheme="gold")),
    (WhyRefused.OLDER, lambda it: it.statuses(ENROLLED_S - 1)),
    (WhyRefused.EXPIRED, lambda it: it.statuses(NOW_S - 5, life_s=5)),
]


@pytest.mark.parametrize(("why", "made"), BAD)
def test_a_bad_list_is_refused_by_name_and_the_last_good_one_stays(
    authority: Authority,
    start: Callable[[], Kept],
    why: WhyRefused,
    made: Callable[[Authority], bytes],
) -> None:
    kept, good = start(), authority.statuses(bad=[STOLEN])
    kept.fetch(good, etag=None)
    with pytest.raises(StatusRefused) as caught:
        kept.fetch(made(authority))
    assert caught.value.why is why
    assert (kept.folder / STATUS_FILE).read_bytes() == good
    assert not (kept.folder / TAG_FILE).exists()
    assert kept.revoked
    assert start().revoked


def test_a_node_that_is_away_changes_nothing(
    authority: Authority, start: Callable[[], Kept]
) -> None:
    kept = start()
    kept.fetch(authority.statuses(bad=[STOLEN]))
    with pytest.raises(NodeAway):
        kept.fetch(None)
    assert kept.revoked


@pytest.mark.parametrize("data", [b"", b"\xff" * 100, b"\x84"], ids=["empty", "noise", "torn"])
def test_a_damaged_file_is_none_and_is_fetched_whole_again(
    authority: Authority, start: Callable[[], Kept], tmp_path: Path, data: bytes
) -> None:
    start().fetch(authority.statuses())
    (tmp_path / STATUS_FILE).write_bytes(data)
    kept = start()
    assert "not-whole" in kept.missing
    assert kept.fetch(authority.statuses(bad=[STOLEN]))
    assert kept.line.asked == [None], "the tag was for other bytes"
    assert start().revoked


def test_a_list_signed_by_a_key_that_was_withdrawn_counts_no_more_after_a_start(
    authority: Authority, start: Callable[[], Kept], tmp_path: Path
) -> None:
    start().fetch(authority.statuses())
    assert "untrusted" in Kept(tmp_path, key_ring(new_key().public_key)).missing


def test_a_full_disk_keeps_no_news_of_a_stolen_phone_from_counting(
    authority: Authority, start: Callable[[], Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = start()
    kept.fetch(authority.statuses())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(ConfigError, match="No space left"):
            kept.fetch(authority.statuses(NOW_S, bad=[STOLEN]), etag="two")
    assert kept.revoked
    assert not start().revoked
    assert kept.fetch(authority.statuses(NOW_S, bad=[STOLEN]), etag="two"), "fetched again"
    assert start().revoked


def test_a_list_that_ended_while_the_machine_was_off_is_kept_for_what_it_revokes(
    authority: Authority, start: Callable[[], Kept]
) -> None:
    start().fetch(authority.statuses(bad=[STOLEN]))
    look = start().shelf.look(STOLEN, ENROLLED_S + 2 * DAY_S)
    assert look.revoked
    assert look.age_s is None
