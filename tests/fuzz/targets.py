"""All targets by name, what their readers may take for signed, and how inputs are changed."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from protocol.cose import MessageType
from tests.fuzz.body_targets import body_targets
from tests.fuzz.device_targets import device_targets
from tests.fuzz.engine import Signed, Tally, Target
from tests.fuzz.file_targets import file_targets, pairs_of_entries
from tests.fuzz.mutate import edited
from tests.fuzz.partner_targets import partner_targets
from tests.fuzz.signed_targets import SIGNED as MESSAGES
from tests.fuzz.signed_targets import signed_targets
from tests.fuzz.text_targets import text_targets

__all__ = ["SIGNED", "TARGETS", "Tally", "edited"]

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        target.name: target
        for target in chain(
            text_targets(),
            device_targets(),
            body_targets(),
            signed_targets(),
            file_targets(),
            partner_targets(),
        )
    }
)
SIGNED: Signed = MappingProxyType(
    {**MESSAGES, MessageType.ENTRY: MESSAGES[MessageType.ENTRY] | pairs_of_entries()}
)
