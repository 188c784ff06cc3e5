"""What may come of asking a partner instead of an answer.

::

    PartnerFault
    ├── PartnerAway       no usable reply in time, or a status that is no answer
    ├── PartnerBabbles    not the partner's reply to this question, or no JSON within limits
    └── PartnerRefused    the partner says no, signed; `reason` is its word for why
"""


class PartnerFault(Exception):
    """Base of the three. ``reason`` is the word for screens and logs."""

    reason: str = "partner"


class PartnerAway(PartnerFault):
    """Nobody answered in time, or with a status that is no answer."""

    reason = "partner-away"


class PartnerBabbles(PartnerFault):
    """Something answered; it is not what the partner signed for this question."""

    reason = "partner-babbles"


class PartnerRefused(PartnerFault):
    """The partner's own no."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
