"""From what was pressed on a screen to what it means for the visit. Pure."""

from collections.abc import Callable

from kiosk import events
from kiosk.events import Event
from ui.contract import Action

_MEANINGS: dict[Action, Callable[[str], Event]] = {
    Action.CHOOSE: events.Chose,
    Action.LEAD: lambda _: events.Led(),
    Action.MORE: lambda _: events.WantedMore(),
    Action.FEWER: lambda _: events.WantedFewer(),
    Action.PAGE: lambda side: events.TurnedPage(forward=side == "next"),
    Action.DIGIT: events.Typed,
    Action.ERASE: lambda _: events.Erased(),
    Action.BACK: lambda _: events.WentBack(),
    Action.START_OVER: lambda _: events.StartedOver(),
    Action.CALL_STAFF: lambda _: events.CalledStaff(),
    Action.AID: events.AskedForAid,
    Action.LANGUAGE: lambda _: events.WantedLanguages(),
    Action.REPLAY: lambda _: events.WantedReplay(),
    Action.PAUSE: lambda _: events.WantedPause(),
}


def meaning(action: str, argument: str) -> Event:
    """Return the event of a press; ``action`` is a value of ``Action``."""
    return _MEANINGS[Action(action)](argument)
