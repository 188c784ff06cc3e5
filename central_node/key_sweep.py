"""Key files against the books: a power cut between the two leaves a file that should not lie there.

A key that was dropped, perhaps because it was stolen, has its file removed after the books say so.
A key that was never announced has a file and no row. The first is removed here, the second only
told of: somebody may be about to announce it.
"""

from pathlib import Path

import structlog
from sqlalchemy import Connection, select

from central_node.district import SEED_FILES
from central_node.keyfiles import remove_key
from central_node.schema import node_key

_log = structlog.get_logger()


def sweep(connection: Connection, folder: Path) -> tuple[str, ...]:
    """Remove the files of keys that have ended; the names of those that belong to no key.

    Raises FolderError where one can't be removed.
    """
    rows = connection.execute(select(node_key.c.file, node_key.c.until)).all()
    ended = {row.file for row in rows if row.until is not None}
    known = {row.file for row in rows} | set(SEED_FILES.values())
    found = sorted(path.name for role in SEED_FILES for path in folder.glob(f"{role}*.key"))
    for name in found:
        if name in ended:
            remove_key(folder / name)
            _log.warning("ended-key-removed", file=name)
    strays = tuple(name for name in found if name not in known)
    for name in strays:
        _log.warning("stray-key-file", file=name)
    return strays
