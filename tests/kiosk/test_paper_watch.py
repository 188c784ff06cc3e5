"""When newer documents are looked for."""

from kiosk.paper_watch import LOOK_S, SOON_S, PaperWatch


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
