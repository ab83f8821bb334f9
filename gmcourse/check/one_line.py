"""Exceptions of which a notebook shows the message alone, not the library's frames."""


class _Message:
    """IPython asks an exception for the lines to show."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class NotReady(_Message, AssertionError):
    """What is validated before it is handed in is not all there yet."""


class Interrupted(_Message, KeyboardInterrupt):
    """A person interrupted a check."""
