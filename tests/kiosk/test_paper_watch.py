"""When newer documents are looked for."""

import pytest

from kiosk.papers.paper_watch import FAILED_S, LOOK_S, SOON_S, PaperWatch


def test_a_near_node_is_asked_by_the_hour() -> None:
    watch = PaperWatch()
    times_s = (0.0, 1.0, LOOK_S - 1, LOOK_S)
    assert [watch.is_due(now_s, near=True) for now_s in times_s] == [True, False, False, True]


def test_a_node_that_is_away_is_not_asked_and_asked_at_once_when_it_is_back() -> None:
    watch = PaperWatch()
    assert watch.is_due(0.0, near=True)
    assert not watch.is_due(9 * LOOK_S, near=False)
    assert watch.is_due(9 * LOOK_S + 1, near=True)


def test_a_node_that_is_not_believed_is_asked_each_minute() -> None:
    """Its keys may have changed: only a bundle brings them."""
    watch = PaperWatch()
    asked = [watch.is_due(it, near=False, unbelieved=True) for it in (0.0, SOON_S - 1, SOON_S)]
    assert asked == [True, False, True]


def test_what_the_node_tells_of_is_fetched_at_once_but_not_more_than_once_a_minute() -> None:
    watch = PaperWatch()
    assert watch.is_due(0.0, near=True)
    watch.told()
    assert [watch.is_due(it, near=True) for it in (SOON_S - 1, SOON_S)] == [False, True]
    assert not watch.is_due(2 * SOON_S, near=True), "it was told of once"


@pytest.mark.parametrize(("failures", "rest_s"), [(1, 60), (2, 300), (3, 3600), (9, 3600)])
def test_what_fails_rests_longer_and_longer_from_its_end_whatever_is_told(
    failures: int, rest_s: int
) -> None:
    watch = _failed(failures, 100.0)
    watch.told()
    times_s = (100.0, 100.0 + rest_s - 1, 100.0 + rest_s)
    assert [watch.is_due(now_s, near=True) for now_s in times_s] == [False, False, True]


def _failed(times: int, at_s: float) -> PaperWatch:
    watch = PaperWatch()
    for _ in range(times):
        watch.ended(at_s, well=False)
    return watch


def test_an_unbelieved_node_is_no_reason_to_try_what_rests_and_success_ends_the_rest() -> None:
    watch = _failed(2, 0.0)
    assert not watch.is_due(FAILED_S[1] - 1, near=True, unbelieved=True)
    assert watch.is_due(FAILED_S[1], near=True, unbelieved=True)
    watch.ended(FAILED_S[1], well=True)
    watch.told()
    assert watch.is_due(FAILED_S[1] + SOON_S, near=True)
    watch.ended(1000.0, well=False)
    assert watch.is_due(1000.0 + FAILED_S[0], near=True)
