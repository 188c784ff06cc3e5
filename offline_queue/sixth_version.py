"""Version 6 of a ledger file: slips are owed of what is charged, sent and converted, too.

No program before this one wrote entries of these kinds. What was released never changes.
"""

from typing import Final

_KINDS: Final = "'admit', 'convert', 'donate', 'spend', 'top_up', 'transfer'"
SIXTH: Final = f"""
DROP INDEX entries_owing;
DROP INDEX earlier_owing;
CREATE INDEX entries_owing ON entries (time_s) WHERE kind IN ({_KINDS});
CREATE INDEX earlier_owing ON earlier (time_s) WHERE kind IN ({_KINDS});
"""
