"""Work in many processes: the same results in the same order, and every end is a clear one that leaves nobody behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import SetupError
from gongkai.sources import workers
from gongkai.sources.workers import WorkerError, in_chunks, in_shares, spread

TASKS = tuple(range(500))


@pytest.fixture(params=[1, 2, 8])
def count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many cores."""
    monkeypatch.setattr(workers, "processes", lambda: request.param)
    return int(request.param)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight cores."""
    monkeypatch.setattr(workers, "processes", lambda: 8)


@given(st.integers(0, 100), st.integers(1, 9))
def test_shares_are_even_and_hold_every_task_in_order(tasks: int, cores: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "processes", lambda: cores)
        shares = in_shares(range(tasks))
    assert [task for share in shares for task in share] == [*range(tasks)]
    assert len(shares) <= cores
    assert all(len(share) == -(-tasks // cores) for share in shares[:-1])


def _name(task: int) -> str:
    return f"task {task}"


def _at(task: int, act: Callable[[], object]) -> Callable[[int], int]:
    """Work that does something else at one task."""

    def work(each: int) -> int:
        if each == task:
            act()
        return each

    return work


def _raise(error: Exception) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


def test_results_come_in_the_order_of_the_tasks(count: int) -> None:
    places = dict(spread(lambda task: (task, os.getpid()), in_chunks(TASKS), _name))
    assert tuple(places) == TASKS
    if count == 1:
        assert set(places.values()) == {os.getpid()}
    else:
        assert os.getpid() not in places.values()
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("many")
def test_a_worker_makes_place_for_a_fresh_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it looked at it has in memory a second time: that much, and no more."""
    monkeypatch.setattr(workers, "_LIFE", 1)
    chunks = in_chunks(TASKS)
    places = dict(spread(lambda task: (task, os.getpid()), chunks, _name))
    assert tuple(places) == TASKS
    assert len(set(places.values())) == len(chunks) > workers.processes()
    assert not multiprocessing.active_children()


@given(st.integers(0, 1_000_000))
def test_chunks_hold_every_task_once(size: int) -> None:
    chunks = in_chunks(range(size))
    assert [task for chunk in chunks[:3] for task in chunk] == list(range(sum(map(len, chunks[:3]))))
    assert sum(map(len, chunks)) == size


def test_a_setup_that_cannot_run_is_told_in_one_line(count: int) -> None:
    with pytest.raises(SetupError, match=r"^no git$"):
        list(spread(_at(300, _raise(SetupError("no git"))), in_chunks(TASKS), _name))
    assert count
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("many")
def test_a_bug_is_told_with_its_task_and_traceback() -> None:
    with pytest.raises(WorkerError, match=r"^task 300\n(?s:.*)in act\n(?s:.*)KeyError: 'x'") as raised:
        list(spread(_at(300, _raise(KeyError("x"))), in_chunks(TASKS), _name))
    assert isinstance(raised.value, RuntimeError)
    assert not multiprocessing.active_children()


def test_without_workers_a_bug_is_itself_and_names_its_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processes", lambda: 1)
    with pytest.raises(KeyError) as raised:
        list(spread(_at(300, _raise(KeyError("x"))), in_chunks(TASKS), _name))
    assert raised.value.__notes__ == ["task 300: 出错时正在处理这一项 (the task at hand)"]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSEGV])
def test_a_worker_that_dies_is_told_with_its_task(end: signal.Signals) -> None:
    with pytest.raises(WorkerError, match=rf"^task 300: .*{end.name}"):
        list(spread(_at(300, lambda: os.kill(os.getpid(), end)), in_chunks(TASKS), _name))
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("many")
def test_who_wants_no_more_results_leaves_nobody_working() -> None:
    results = spread(_at(-1, print), in_chunks(TASKS), _name)
    assert list(islice(results, 40)) == list(range(40))
    results.close()
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("many")
def test_ctrl_c_is_for_the_parent_alone(tmp_path: Path) -> None:
    """A terminal sends it to all of them."""

    def act() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        (tmp_path / "on").touch()

    work = _at(300, act)
    assert tuple(spread(work, in_chunks(TASKS), _name)) == TASKS
    assert (tmp_path / "on").exists()
