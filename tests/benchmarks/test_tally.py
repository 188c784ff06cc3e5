"""What counts as read, missed and wrong, and the figures that come of it."""

import numpy as np
import pytest

from benchmarks.figures import Figure
from benchmarks.photographs.kinds import Kind
from benchmarks.photographs.shot import Luma
from benchmarks.read_rate import Rates, Tallies, read_figures, tables
from benchmarks.report import numbers
from benchmarks.scan_idle import core_percent
from benchmarks.tally import Look, Outcome, Picture, Read, Tally, by_nobody, joined, tally

TRUTH, OTHER = "CC1:TRUTH", "CC1:OTHER"
READ, MISSED, WRONG = Outcome.READ, Outcome.MISSED, Outcome.WRONG


def grey(shade: int) -> Luma:
    return np.full((2, 2), shade, np.uint8)


PICTURES = [Picture(grey(shade), TRUTH) for shade in (0, 1, 2, 3)]


def reads_up_to(most: int) -> Read:
    return lambda luma: [TRUTH] if luma[0, 0] <= most else []


def blind(_luma: Luma) -> list[str]:
    return []


def lies(luma: Luma) -> list[str]:
    return [OTHER] if luma[0, 0] == 0 else [TRUTH]


@pytest.mark.parametrize(
    ("wanted", "alone", "texts", "outcome"),
    [
        pytest.param(TRUTH, True, [TRUTH], READ, id="the text"),
        pytest.param(TRUTH, True, [TRUTH, TRUTH], READ, id="the text twice"),
        pytest.param(TRUTH, True, [], MISSED, id="nothing"),
        pytest.param(TRUTH, True, [OTHER], WRONG, id="another text"),
        pytest.param(TRUTH, True, [TRUTH[:-1]], WRONG, id="a part of the text"),
        pytest.param(TRUTH, True, [TRUTH, OTHER], WRONG, id="another one besides"),
        pytest.param(TRUTH, False, [TRUTH, OTHER], READ, id="another code in the picture"),
        pytest.param(TRUTH, False, [OTHER], WRONG, id="only another code"),
        pytest.param(None, True, [], READ, id="rightly nothing"),
        pytest.param(None, True, [TRUTH], WRONG, id="a code where none is"),
        pytest.param(None, False, [""], WRONG, id="an empty text where none is"),
    ],
)
def test_a_picture_judges_what_was_read(
    wanted: str | None, alone: bool, texts: list[str], outcome: Outcome
) -> None:
    assert Picture(grey(0), wanted, alone).judge(texts) is outcome


def test_every_reader_sees_every_picture_and_goes_first_in_turn() -> None:
    order: list[str] = []

    def noting(name: str) -> Read:
        def read(luma: Luma) -> list[str]:
            order.append(f"{name}{luma[0, 0]}")
            return []

        return read

    found = tally(PICTURES[:3], {"a": noting("a"), "b": noting("b")})
    assert order == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert {name: len(one.looks) for name, one in found.items()} == {"a": 3, "b": 3}


def test_a_tally_counts_and_times() -> None:
    looks = tuple(
        Look(outcome, ms, ms / 2)
        for outcome, ms in ((READ, 1.0), (MISSED, 2.0), (WRONG, 3.0), (READ, 10.0))
    )
    found = Tally(looks)
    assert (found.percent, found.unread) == (50.0, 2)
    assert (found.ms, found.p95_ms) == (2.5, 10.0)
    assert (found.cpu_ms, found.p95_cpu_ms, found.mean_cpu_ms) == (1.25, 5.0, 2.0)
    assert joined([found, found]).count(WRONG) == 2
    assert core_percent(found) == 3.0  # 15 frames a second of 2 ms each


def test_a_stream_is_read_by_one_frame_and_wrong_by_one() -> None:
    outcomes = (MISSED, READ, MISSED, MISSED, READ, WRONG, MISSED)
    found = Tally(tuple(Look(outcome, 1.0, 1.0) for outcome in outcomes)).together(2)
    assert [look.outcome for look in found.looks] == [READ, MISSED, WRONG, MISSED]


def rates(readers: dict[str, Read]) -> Rates:
    def of(pictures: list[Picture]) -> Tallies:
        return tally(pictures, readers)

    return Rates(
        frames={Kind.PLAIN: of(PICTURES[:2]), Kind.PX_2_5: of(PICTURES[2:])},
        streams={Kind.PLAIN: of(PICTURES)},
        stream_frames=2,
        photos={"falsepositives-1": of([Picture(grey(0), None)])},
    )


def told(ours: Read) -> dict[str, float]:
    rest = {"pyzbar": reads_up_to(2), "cv2": blind, "aruco": blind}
    figures: list[Figure] = list(
        read_figures(rates({"ours": ours, "zxing": reads_up_to(0), **rest}))
    )
    return numbers(figures)


def test_a_decoder_that_reads_nothing_has_missed_everything() -> None:
    found = told(blind)
    assert found["read_frames_percent"] == 0
    assert found["read_streams_percent"] == 0
    assert (found["misses"], found["misses_zxing"], found["frames"]) == (4, 3, 4)
    assert found["misses_over_zxing"] == pytest.approx(4 / 3, abs=0.001)
    assert (found["stream_misses"], found["stream_misses_zxing"]) == (2, 1)
    assert found["read_falsepositives_1_percent"] == 100
    assert found["wrong_ours"] == 0


def test_a_decoder_that_reads_more_misses_less() -> None:
    found = told(reads_up_to(1))
    assert found["read_frames_percent"] == 50
    assert found["misses_over_zxing"] == pytest.approx(2 / 3, abs=0.001)
    assert (found["read_plain_percent"], found["read_plain_zxing_percent"]) == (100, 50)
    assert (found["read_2_5_px_percent"], found["read_2_5_px_pyzbar_percent"]) == (0, 50)
    assert found["read_by_nobody_percent"] == 25
    assert found["read_frames_pyzbar_percent"] == 75
    assert (found["kinds_behind"], found["kinds_ahead"]) == (1, 0)  # pyzbar, and a tie with it


def test_a_wrong_read_is_counted_as_wrong_and_not_as_read() -> None:
    found = told(lies)
    assert found["read_frames_percent"] == 75
    assert found["wrong_ours"] == 2  # one of our codes, and the picture without any
    assert found["read_falsepositives_1_percent"] == 0
    assert found["wrong_zxing"] == 1


def test_what_nobody_reads_is_told() -> None:
    assert by_nobody(tally(PICTURES, {"a": reads_up_to(0), "b": blind})) == 75


def test_the_tables_have_a_row_for_each_set() -> None:
    lines = list(tables(rates({"ours": lies, "zxing": blind, "pyzbar": blind})))
    assert lines[2].startswith("| plain (2) | 50, ")
    assert ", 1 wrong |" in lines[2]
    assert [line.split(" (")[0] for line in lines[2:]] == [
        "| plain",
        "| 2.5-px",
        "| all frames",
        "| plain, streams",
        "| all streams",
        "| falsepositives-1",
    ]
