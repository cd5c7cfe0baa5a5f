"""Another program run to its end, with the signals that stop this one passed on to it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_STOPS = (signal.SIGINT, signal.SIGTERM)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """The exit code of `command` in `folder`; 128 and the signal's number if one ended it."""
    with subprocess.Popen(command, cwd=folder, env=environment) as child:
        before = {stop: signal.signal(stop, lambda number, _: child.send_signal(number)) for stop in _STOPS}
        try:
            code = child.wait()
        finally:
            for stop, handler in before.items():
                signal.signal(stop, handler)
    return code if code >= 0 else 128 - code
