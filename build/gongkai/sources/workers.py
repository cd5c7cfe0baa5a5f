"""Work spread over as many processes as there are cores; the results come back in the order of the tasks.

The processes are forked: they know all that this one knows, and only results cross a border, by pickle.
With one core, or little to do, this process does everything itself; the results are the same (docs/adr/0024).
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from mmap import mmap
from multiprocessing import Pipe, connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import TemporaryFile
from typing import Any, TypeAlias, TypeVar

from gongkai.model import SetupError

Task = TypeVar("Task")
Result = TypeVar("Result")

_CHUNK = 32
"""Tasks handed out at once: a few hundredths of a second, so that nobody waits long for the last one, or for an end."""
_LIFE = 256
"""Chunks after which a worker makes place for a fresh one: whatever it looked at, it has in memory a second time."""
_WORD = 4


class WorkerError(RuntimeError):
    """A worker met a bug, or died; says at which task."""


def processes() -> int:
    """How many processes this one may use at once. One where forking is not sound: off Linux."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def in_shares(tasks: Sequence[Task]) -> list[Sequence[Task]]:
    """Tasks shared out evenly, one share a core, neighbours together: for threads that ask other programs."""
    size = -(-len(tasks) // processes()) or 1
    return [tasks[start : start + size] for start in range(0, len(tasks), size)]


def in_chunks(tasks: Sequence[Task]) -> list[Sequence[Task]]:
    """Tasks that take little time each, as they are handed out."""
    return [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]


def spread(
    work: Callable[[Task], Result], chunks: Sequence[Sequence[Task]], name: Callable[[Task], str]
) -> Generator[Result]:
    """Yield `work(task)` of each task; `name` tells which one it was if something goes wrong.

    Raises SetupError as a worker does, and WorkerError where one fails otherwise. However this ends,
    no worker is left behind.
    """
    count = min(processes(), len(chunks))
    if count > 1:
        yield from _spread(_Job(work, chunks, name), count)
    else:
        for task in chain.from_iterable(chunks):
            try:
                yield work(task)
            except SetupError:
                raise
            except Exception as error:
                error.add_note(f"{name(task)}: 出错时正在处理这一项 (the task at hand)")
                raise


@dataclass(frozen=True, slots=True)
class _Job:
    """What there is to do, as each worker has it from its parent."""

    work: Callable[[Any], Any]
    chunks: Sequence[Sequence[Any]]
    name: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a worker says of its end: a set-up that cannot run in one line, a bug by its traceback."""

    setup: bool
    said: str

    def error(self) -> Exception:
        return SetupError(self.said) if self.setup else WorkerError(self.said)


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, where its results come from, and the memory in which it notes the task that it is at."""

    process: BaseProcess
    results: Connection
    at: mmap


_Crew: TypeAlias = dict[Connection, _Worker]
"""Those at work, by where their results come from."""


def _spread(job: _Job, count: int) -> Iterator[Any]:
    """Hand the results on in the order of the chunks, whichever worker did them."""
    done: dict[int, list[Any] | _Failed] = {}
    following = 0
    with quiet_memory(), _queue(len(job.chunks)) as numbers, _crew() as crew:
        for _ in range(count):
            _hire(crew, job, numbers)
        for number, results in _received(crew, job, numbers):
            done[number] = results
            while following in done:
                yield from _good(done.pop(following))
                following += 1


def _good(results: list[Any] | _Failed) -> list[Any]:
    """Of several that fail, the first in the order of the tasks is told: the same however many work."""
    if isinstance(results, _Failed):
        raise results.error()
    return results


def _received(crew: _Crew, job: _Job, numbers: int) -> Iterator[tuple[int, list[Any] | _Failed]]:
    """Number and results of each chunk as it is done. Raises WorkerError where a worker died."""
    while crew:
        for ready in connection.wait(list(crew)):
            assert isinstance(ready, Connection)  # noqa: S101 - that is what was waited for
            try:
                number, results = ready.recv()
            except EOFError:
                _require_good_end(crew.pop(ready), job)
                if _is_left(numbers):
                    _hire(crew, job, numbers)
                continue
            yield number, results


def _require_good_end(worker: _Worker, job: _Job) -> None:
    """A worker that did not end of itself was ended by something: a fault in a library, or the system."""
    worker.results.close()
    worker.process.join()
    if code := worker.process.exitcode:
        chunk, place = (int.from_bytes(worker.at[start : start + _WORD]) for start in (0, _WORD))
        task = job.name(job.chunks[chunk][place])
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        raise WorkerError(f"{task}: 处理这一项的进程意外终止：{how} (the worker at this task died)")


@contextmanager
def quiet_memory() -> Iterator[None]:
    """What is there and what comes back stays for long, and has no rings: looking for garbage in it takes a second of a build.

    Workers look, at what they make themselves: what they have from their parent is frozen, and its pages stay shared.
    """
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@contextmanager
def _crew() -> Iterator[_Crew]:
    """Room for workers; none outlives the block."""
    crew: _Crew = {}
    try:
        yield crew
    finally:
        for worker in crew.values():
            worker.process.kill()
            worker.process.join()
            worker.results.close()


@contextmanager
def _queue(count: int) -> Iterator[int]:
    """A file with the numbers of the chunks: whoever is free reads the next, for its place is shared by a fork.

    Linux lets one read at a time move it. A pipe would do, if its room were not the system's to cut.
    """
    with TemporaryFile(buffering=0) as numbers:
        numbers.writelines(number.to_bytes(_WORD) for number in range(count))
        numbers.seek(0)
        yield numbers.fileno()


def _is_left(numbers: int) -> bool:
    """Whether there is a number that nobody has read."""
    return os.lseek(numbers, 0, os.SEEK_CUR) < os.fstat(numbers).st_size


def _hire(crew: _Crew, job: _Job, numbers: int) -> None:
    here, there = Pipe(duplex=False)
    at = mmap(-1, 2 * _WORD)
    process = get_context("fork").Process(target=_serve, args=(job, numbers, there, at), daemon=True)
    process.start()
    there.close()
    crew[here] = _Worker(process, here, at)


def _serve(job: _Job, numbers: int, results: Connection, at: mmap) -> None:
    """The life of a worker. Ctrl-C is for its parent, which ends it; without a parent nobody takes its results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.enable()
    with suppress(BrokenPipeError):
        for number in islice(iter(lambda: os.read(numbers, _WORD), b""), _LIFE):
            results.send((int.from_bytes(number), _results(job, number, at)))


def _results(job: _Job, number: bytes, at: mmap) -> list[Any] | _Failed:
    done = []
    for place, task in enumerate(job.chunks[int.from_bytes(number)]):
        at[:] = number + place.to_bytes(_WORD)
        try:
            done.append(job.work(task))
        except SetupError as error:
            return _Failed(setup=True, said=str(error))
        except Exception:  # noqa: BLE001 - a bug: its parent tells it, with this traceback
            return _Failed(setup=False, said=f"{job.name(task)}\n{traceback.format_exc()}")
    return done
