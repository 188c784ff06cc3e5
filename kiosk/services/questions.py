"""What a service may ask, judged when a facility is loaded: few steps, few choices on each.

Half of the people over 65 who were asked named too many steps as what stops them at such a machine.
"""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.services.asks import Ask, Digits, Holder, Known, Question
from kiosk.services.contract import MAX_OPTIONS, MAX_QUESTIONS, Service
from kiosk.services.ways import SAMPLE_TIME_S, ways
from protocol.credential import CredentialKind

SAMPLE_HOLDER = Holder(CredentialKind.PHONE, b"tags", (), SAMPLE_TIME_S)
ENTITLED = replace(SAMPLE_HOLDER, price_classes=tuple(range(256)))  # to whatever a file may name
SAMPLES = (Known(), Known(holder=SAMPLE_HOLDER), Known(holder=ENTITLED))
"""Who may stand there: nobody yet, somebody, somebody with every right there is."""


class TooMuchAsked(ValueError):
    """A service that asks more than people can be asked at a machine."""


def check_questions(service: Service) -> None:
    """Raise TooMuchAsked, naming the question that is one too many or offers too much."""
    if service.questions() > MAX_QUESTIONS:
        raise TooMuchAsked(
            f"{service.id} asks {service.questions()} questions, not {MAX_QUESTIONS}"
        )
    for ask, known in asked(service):
        if isinstance(ask, Question | Digits):
            _check(service, ask, known)


def asked(service: Service) -> Iterator[tuple[Ask, Known]]:
    """Yield every ask that can come up, before and after a code, with what is known then."""
    for first in SAMPLES:
        for ask, known in ways(service, first):
            if ask is not None:
                yield ask, known


def _check(service: Service, ask: Question | Digits, known: Known) -> None:
    if len(known.answers) >= service.questions() and known.holder is None:
        raise TooMuchAsked(f"{ask.id}: {service.id} told of {service.questions()} questions")
    if isinstance(ask, Question) and not 1 <= len(ask.options) <= MAX_OPTIONS:
        raise TooMuchAsked(f"{ask.id}: {len(ask.options)} choices, a screen holds {MAX_OPTIONS}")
