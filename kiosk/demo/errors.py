"""What can go wrong while the demo is set up or run.

DemoError                 the demo can't go on; the sentence says what is missing and what to do
├── MissingProgramError   a program that should lie beside ours is not there
└── FailedProgramError    a program we started ended with an error, or did not answer in time
"""


class DemoError(Exception):
    """The demo can't go on. The message is one plain sentence for the person who started it."""


class MissingProgramError(DemoError):
    """A program that is installed together with this one was not found."""


class FailedProgramError(DemoError):
    """A program that the demo started failed, or did not answer in time."""
