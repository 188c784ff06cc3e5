"""What people do at the machine: touches, keys, a headset. ``kiosk.events`` hands it all on."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Chose:
    """A person touched a choice."""

    id: str


@dataclass(frozen=True)
class Led:
    """A person touched the leading button."""


@dataclass(frozen=True)
class WantedMore:
    """One more of the thing."""


@dataclass(frozen=True)
class WantedFewer:
    """One fewer of the thing."""


@dataclass(frozen=True)
class TurnedPage:
    """To the next choices (``forward``) or the ones before."""

    forward: bool


@dataclass(frozen=True)
class Typed:
    """A key of the keypad. It may be of a PIN: no repr shows it."""

    digit: str = field(repr=False)


@dataclass(frozen=True)
class Erased:
    """The key that takes the last digit back."""


@dataclass(frozen=True)
class WentBack:
    """The button for the step before."""


@dataclass(frozen=True)
class StartedOver:
    """The button for the first screen."""


@dataclass(frozen=True)
class CalledStaff:
    """The button for help."""


@dataclass(frozen=True)
class AskedForAid:
    """An aid was switched on or off."""

    id: str


@dataclass(frozen=True)
class Touched:
    """Somebody touched the screen where nothing is to be pressed: they are still here."""


@dataclass(frozen=True)
class WantedLanguages:
    """The button that leads to the page of languages."""


@dataclass(frozen=True)
class WantedReplay:
    """The button that has this screen said once more. To a visit it is a touch and no more."""


@dataclass(frozen=True)
class WantedPause:
    """The button that holds an announcement still, or lets it go on."""


@dataclass(frozen=True)
class HeadsetIn:
    """A headset was plugged in: whoever did that wants to be told everything."""


@dataclass(frozen=True)
class HeadsetOut:
    """It was pulled out again."""


Gesture = (
    Chose
    | Led
    | WantedMore
    | WantedFewer
    | TurnedPage
    | Typed
    | Erased
    | WentBack
    | StartedOver
    | CalledStaff
    | AskedForAid
    | Touched
    | WantedLanguages
    | WantedReplay
    | WantedPause
    | HeadsetIn
    | HeadsetOut
)
