"""The one error of this package.

SchemeError   a scheme file that cannot be used; names file, key and reason (environment)
"""


class SchemeError(Exception):
    """A scheme's text is unusable. ``origin`` is the file, ``key`` the dotted key or empty."""

    def __init__(self, origin: str, key: str, reason: str) -> None:
        super().__init__(f"{origin}: {key}: {reason}" if key else f"{origin}: {reason}")
        self.origin = origin
        self.key = key
        self.reason = reason
