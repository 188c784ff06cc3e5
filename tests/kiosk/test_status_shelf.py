"""What a sale learns of the status list: is it revoked, and how old is that news."""

from kiosk.papers.status_shelf import StatusLook, StatusShelf
from protocol.status_list import Status, StatusList, pack

ISSUED_S = 1_790_000_000
EXPIRES_S = ISSUED_S + 100
BAD, WAITING, GOOD = 3, 4, 5


def a_list(issued_s: int = ISSUED_S, *bad: int) -> StatusList:
    statuses = pack({WAITING: Status.SUSPENDED, **dict.fromkeys(bad, Status.INVALID)}, 16)
    return StatusList("test-coin", issued_s, issued_s + 100, 60, statuses)


def shelf(*lists: StatusList) -> StatusShelf:
    made = StatusShelf()
    for one in lists:
        made.put(one)
    return made


def test_without_a_list_nothing_is_revoked_and_there_is_no_age() -> None:
    assert StatusShelf().look(BAD, ISSUED_S) == StatusLook(revoked=False, age_s=None)
    assert StatusShelf().issued_s is None


def test_revoked_and_suspended_are_told_with_the_age_of_the_news() -> None:
    held = shelf(a_list(ISSUED_S, BAD))
    assert held.look(BAD, ISSUED_S + 7) == StatusLook(revoked=True, age_s=7)
    assert held.look(WAITING, ISSUED_S + 7).revoked
    assert held.look(GOOD, ISSUED_S + 7) == StatusLook(revoked=False, age_s=7)
    assert not held.look(10_000, ISSUED_S).revoked, "issued after the list was made"


def test_a_list_from_the_future_is_new_and_not_of_negative_age() -> None:
    assert shelf(a_list()).look(GOOD, ISSUED_S - 50).age_s == 0


def test_a_list_that_has_run_out_counts_as_none_but_brings_nobody_back() -> None:
    held = shelf(a_list(ISSUED_S, BAD))
    assert held.look(GOOD, EXPIRES_S - 1).age_s == 99
    assert held.look(BAD, EXPIRES_S) == StatusLook(revoked=True, age_s=None)


def test_an_older_list_never_takes_the_place_of_a_newer_one() -> None:
    held = shelf(a_list(ISSUED_S, BAD))
    assert not held.put(a_list(ISSUED_S - 1))
    assert held.look(BAD, ISSUED_S).revoked
    assert held.put(a_list(ISSUED_S + 1))
    assert not held.look(BAD, ISSUED_S).revoked
    assert held.issued_s == ISSUED_S + 1


def test_two_lists_of_one_second_the_later_one_counts() -> None:
    """A node revokes twice within a second, and signs each time."""
    held = shelf(a_list(ISSUED_S), a_list(ISSUED_S, BAD))
    assert held.look(BAD, ISSUED_S).revoked
