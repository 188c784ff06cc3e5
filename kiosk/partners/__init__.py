"""Partners: the systems of others that a service hangs on, and the one contract with all of them.

`docs/partners.md` tells every byte. A partner answers questions, and is told what was sold.
"""
