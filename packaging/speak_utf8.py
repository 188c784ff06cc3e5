"""Runs before the packaged programs: where no language is set, text is UTF-8 (as PEP 538 has it).

The plain interpreter does this for itself, a packaged program does not, and Qt complains then.
"""

import os

if not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
    os.environ["LC_CTYPE"] = "C.UTF-8"
