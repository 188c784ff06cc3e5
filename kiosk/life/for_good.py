"""What lives as long as the process is not looked through for garbage again and again.

Python's collector of cycles now and then goes through everything that it knows, with all threads
standing: 120,000 objects of a started kiosk take 40 to 60 ms, in the middle of a visit as likely as
not. Nearly all of them are modules, classes, words and rules that are never let go.
"""

import gc


def keep_for_good() -> None:
    """Take all that is there now as kept until the process ends; call it once, when it is started.

    What comes later is collected as always. A cycle that is garbage already stays, too.
    """
    gc.freeze()
