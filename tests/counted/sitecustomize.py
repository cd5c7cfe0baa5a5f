"""Notes what a Python process does. On PYTHONPATH, every Python imports this by itself, after an exec too.

An event is a line, appended to the file that COUNTED names in one step: it stays, whichever process wrote it, and
also if that one ends by os._exit, as forked workers do.
"""

import functools
import os
import sys
from pathlib import Path
from typing import Any

from gongkai.schema import Schemas

_log = os.open(os.environ["COUNTED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_STARTS = {"subprocess.Popen", "os.posix_spawn", "os.exec"}
"""Events of another program; what comes first is its name."""


def _note(kind: str, what: object = "") -> None:
    os.write(_log, f"{kind} {what}\n".encode(errors="replace"))


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and not isinstance(arguments[0], int):  # a number is a file that is open already
        _note("opened", arguments[0])
    elif event == "os.fork":
        _note("forked")
    elif event in _STARTS:
        _note("started", Path(os.fsdecode(arguments[0])).name)
    elif event == "os.system":
        _note("started", "sh")


def _counted(method: Any) -> Any:
    @functools.wraps(method)
    def counting(*arguments: Any, **named: Any) -> Any:
        _note("validated", method.__name__)
        return method(*arguments, **named)

    return counting


for _name, _method in list(vars(Schemas).items()):
    if callable(_method) and not _name.startswith("_"):
        setattr(Schemas, _name, _counted(_method))
sys.addaudithook(_hook)
