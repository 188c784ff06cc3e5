"""Times come from the terminal's own log."""

import json

from kiosk.demo.journal import read_times


def line(event: str, at: str, **facts: object) -> str:
    return json.dumps({"event": event, "timestamp": f"2026-01-01T00:00:{at}Z", **facts})


def test_decoding_and_accepting_are_read_and_nothing_else() -> None:
    log = [
        line("code-read", "01.000", engine="zxing-cpp", decode_ms=1.5),
        line("Led", "02.000", before="showing", after="deciding"),
        line("Led", "03.000", before="confirming", after="recording"),
        line("staff-called", "03.010"),
        line("Recorded", "03.025", before="recording", after="fulfilling"),
        line("Recorded", "09.000", before="recording", after="fulfilling"),
        "",
    ]
    times = read_times(log)
    assert times.decode_ms == (1.5,)
    assert [round(ms, 3) for ms in times.accept_ms] == [25.0]


def test_an_empty_log_has_no_times() -> None:
    assert read_times([]).accept_ms == ()


def test_a_line_that_was_torn_is_passed_over() -> None:
    whole = line("code-read", "01.000", decode_ms=1.5)
    assert read_times([whole, whole[:-9]]).decode_ms == (1.5,)
