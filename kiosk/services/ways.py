"""Every way through a service: by it a facility is judged at load, and walked through in tests."""

from collections.abc import Iterator

from kiosk.services.asks import (
    Approval,
    Ask,
    Count,
    Digits,
    Fact,
    Known,
    Lookup,
    NotFound,
    Question,
    Tell,
)
from kiosk.services.contract import Service
from kiosk.services.others import OtherCode, Shown

SAMPLE_TIME_S = 1_795_229_400  # 2026-11-21 11:50 in Korea
SAMPLE_BADGE = b"samplebg"
SAMPLE_OTHER = Shown(b"sampleot", "WXYZ")


def ways(service: Service, first: Known) -> Iterator[tuple[Ask | None, Known]]:
    """Yield every ask that can come up from ``first`` on with what is known then; None at an end.

    Lookups, digits and counts are answered by the service's own samples.
    """
    waiting = [first]
    while waiting:
        known = waiting.pop()
        try:
            ask = service.ask(known)
        except NotFound:
            continue
        yield ask, known
        waiting += _after(service, ask, known)


def _after(service: Service, ask: Ask | None, known: Known) -> Iterator[Known]:
    match ask:
        case Question():
            for option in ask.options:
                if not option.closed:
                    yield answered(known, ask.id, option.id)
        case Digits():
            for typed in service.samples(ask, known):
                yield answered(known, ask.id, str(typed))
        case Lookup() | Count() | OtherCode():
            for fact in _facts(service, ask, known):
                yield found(known, ask.id, fact, known.at_s or SAMPLE_TIME_S)
        case Approval():
            yield Known(known.answers, known.facts, known.holder, SAMPLE_BADGE, known.at_s)
        case Tell() | None:
            return


def _facts(service: Service, ask: Lookup | Count | OtherCode, known: Known) -> tuple[Fact, ...]:
    return (SAMPLE_OTHER,) if isinstance(ask, OtherCode) else service.samples(ask, known)


def answered(known: Known, ask: str, answer: str) -> Known:
    """Return ``known`` with an answer more."""
    answers = {**known.answers, ask: answer}
    return Known(answers, known.facts, known.holder, known.approver, known.at_s)


def found(known: Known, ask: str, fact: Fact, at_s: int) -> Known:
    """Return ``known`` with a fact more, found at ``at_s``."""
    facts = {**known.facts, ask: fact}
    return Known(known.answers, facts, known.holder, known.approver, at_s)
