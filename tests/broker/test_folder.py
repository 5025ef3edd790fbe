"""The data folder: its lock, and who runs on it."""

import os
from pathlib import Path

import pytest

from pipeline.broker import folder as folders
from pipeline.broker.errors import DataFolderDamaged, DataFolderInUse, DataFolderUnusable
from pipeline.broker.folder import Running, acquire, find, find_running, folder_of, write_state

RUNNING = Running("127.0.0.1:9092", 4321, 4320)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> folders.Folder:
    """An empty folder, and no patience with a lock."""
    monkeypatch.setattr(folders, "LOCK_WAIT_S", 0.0)
    made = folder_of(tmp_path)
    made.create()
    return made


def test_second_lock_is_refused_with_the_address(folder: folders.Folder) -> None:
    """Who comes second is told where the first one answers."""
    held = acquire(folder)
    write_state(folder, RUNNING)
    with pytest.raises(DataFolderInUse, match=r"127\.0\.0\.1:9092 \(process 4321\)"):
        acquire(folder)
    os.close(held)


def test_running_broker_is_found_while_its_lock_is_held(folder: folders.Folder) -> None:
    """The state file counts as long as somebody holds the lock, and no longer."""
    held = acquire(folder)
    write_state(folder, RUNNING)
    assert find(folder.root.parent) == RUNNING
    os.close(held)
    assert find_running(folder.root.parent) is None


def test_leftovers_of_a_dead_broker_do_not_stop_the_next(folder: folders.Folder) -> None:
    """A lock file and a state file without a holder are no obstacle."""
    os.close(acquire(folder))
    write_state(folder, RUNNING)
    os.close(acquire(folder))


@pytest.mark.parametrize(
    "state", ["", "{", "[]", '{"bootstrap": "x"}', '{"bootstrap":1,"pid":"x"}']
)
def test_unreadable_state_is_no_broker(folder: folders.Folder, state: str) -> None:
    """A state file that is cut short or foreign means that none is found."""
    held = acquire(folder)
    folder.state.write_text(state)
    assert find_running(folder.root.parent) is None
    os.close(held)


def test_no_folder_is_no_broker(tmp_path: Path) -> None:
    """Looking for a broker where nothing ever ran finds none, and makes nothing."""
    assert find_running(tmp_path / "nowhere") is None
    assert not (tmp_path / "nowhere").exists()


def test_topics_without_their_properties_are_damage(folder: folders.Folder) -> None:
    """A folder with topics is never formatted over."""
    assert not folder.is_formatted()
    (folder.data / "articles-0").mkdir()
    with pytest.raises(DataFolderDamaged, match=r"meta\.properties is missing"):
        folder.is_formatted()


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file where the folder should be is said so."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderUnusable, match="file"):
        folder_of(tmp_path / "file").create()
