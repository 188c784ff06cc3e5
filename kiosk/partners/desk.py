"""The desk that asks partners: a question goes out signed, what comes back is believed or named."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kiosk.partners import wire
from kiosk.partners.errors import PartnerAway, PartnerBabbles, PartnerRefused
from kiosk.partners.guesses import Guesses
from kiosk.partners.line import PartnerLine
from kiosk.partners.wire import Json
from kiosk.profile.partners import PartnerSection
from kiosk.services.base import Fact, Lookup, NotFound, PartnerCall, Service
from kiosk.services.replies import TOO_MANY_TRIES, UNKNOWN_NUMBER
from protocol.keys import PublicKey, Signer

Random = Callable[[int], bytes]

NO_REPLY: Final = None
"""What `Service.understand` is given when the partner is away: some can go on without it."""


class PartnerDesk:
    """Asks the partners of one profile, with the kiosk's key. For one thread."""

    def __init__(
        self,
        partners: Sequence[PartnerSection],
        signer: Signer,
        random: Random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._signer = signer
        self._random = random
        self._guesses = Guesses(monotonic)
        self._lines: dict[str, tuple[PartnerLine, PublicKey]] = {
            one.service: (PartnerLine(one.url), one.public_key()) for one in partners
        }

    def ask(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        """Return the answer of ``service``'s partner to POST ``path``, within two seconds.

        PartnerAway, also where the profile names no partner; PartnerBabbles; PartnerRefused.
        """
        if service not in self._lines:
            raise PartnerAway(f"the profile names no partner for {service}")
        line, key = self._lines[service]
        question = wire.ask(self._signer, key, path, body, self._random(wire.NONCE_BYTES))
        raw = line.carry(question)
        return wire.believe(key, question, raw.signature, raw.body)

    def look_up(self, service: Service, lookup: Lookup) -> Fact:
        """Return what ``service`` makes of its partner's answer; NotFound with one of its reasons.

        A partner that is away is `NO_REPLY` to the service. A refusal that the service has no words
        for is babble. Who types several wrong numbers in a row waits: `too-many-tries`.
        """
        if not isinstance(lookup.source, PartnerCall):
            raise TypeError(f"{lookup.id} asks no partner")
        what = service.id, lookup.source.path
        if self._guesses.rests(what):
            raise NotFound(TOO_MANY_TRIES)
        try:
            reply = self.ask(service.id, lookup.source.path, lookup.source.body)
        except PartnerAway:
            return service.understand(lookup.id, NO_REPLY)
        except PartnerBabbles as exc:
            raise NotFound(exc.reason) from exc
        except PartnerRefused as exc:
            if exc.reason == UNKNOWN_NUMBER:
                self._guesses.wrong(what)
            known = exc.reason in service.reasons
            raise NotFound(exc.reason if known else PartnerBabbles.reason) from exc
        self._guesses.right(what)
        return service.understand(lookup.id, reply)
