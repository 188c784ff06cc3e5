"""The log: JSON lines on stderr, without personal data; stdout belongs to the commands' answers."""

import sys

import structlog


def log_to_stderr() -> None:
    """Send this program's log to stderr."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
