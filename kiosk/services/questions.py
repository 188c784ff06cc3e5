"""What a service may ask, judged when a facility is loaded: few steps, few choices on each.

Half of the people over 65 who were asked named too many steps as what stops them at such a machine.
"""

from collections.abc import Iterator

from kiosk.services.base import MAX_OPTIONS, MAX_QUESTIONS, Answers, Question, Service


class TooMuchAsked(ValueError):
    """A service that asks more than people can be asked at a machine."""


def check_questions(service: Service) -> None:
    """Raise TooMuchAsked, naming the question that is one too many or offers too much."""
    if service.questions() > MAX_QUESTIONS:
        raise TooMuchAsked(
            f"{service.id} asks {service.questions()} questions, not {MAX_QUESTIONS}"
        )
    for question, answers in asked(service):
        _check(service, question, answers)


def asked(service: Service) -> Iterator[tuple[Question, Answers]]:
    """Yield every question that can come up, with the answers before it."""
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        answers = waiting.pop()
        question = service.next_question(answers)
        if question is not None:
            yield question, answers
            waiting += [{**answers, question.id: option.id} for option in question.options]


def _check(service: Service, question: Question, answers: Answers) -> None:
    if len(answers) >= service.questions():
        raise TooMuchAsked(f"{question.id}: {service.id} told of {service.questions()} questions")
    if not 1 <= len(question.options) <= MAX_OPTIONS:
        raise TooMuchAsked(
            f"{question.id}: {len(question.options)} choices, a screen holds {MAX_OPTIONS}"
        )
