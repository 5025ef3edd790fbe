"""The judge of the fault matrix sees what it is there to see."""

from __future__ import annotations

import pytest

from tests.faults.judge import Ledger, Sample, Seen, Verdict, judge, premature_commits

STAGES = ("one", "two")


def record(partition: int, offset: int, origin: int | None = None, key: int | None = None) -> Seen:
    headers = {} if origin is None else {"origin": f"t/{partition}@{origin};epoch=0".encode()}
    name = str(offset if key is None and origin is None else origin if key is None else key)
    return Seen(partition, offset, name.encode(), name.encode(), headers)


def letter(offset: int, origin: int, stage: str, at: int) -> Seen:
    headers = {
        "origin": f"t/0@{origin}".encode(),
        "error.stage": stage.encode(),
        "error.partition": b"0",
        "error.offset": str(at).encode(),
    }
    return Seen(0, offset, str(origin).encode(), str(origin).encode(), headers)


def ledger(
    one: list[int], two: list[int], letters: tuple[Seen, ...] = (), articles: int = 5
) -> Ledger:
    """Five articles in partition 0; what arrived in each stage, by origin, in order."""
    return Ledger(
        [record(0, offset) for offset in range(articles)],
        {
            "one": [record(0, at, origin) for at, origin in enumerate(one)],
            "two": [record(0, at, origin) for at, origin in enumerate(two)],
        },
        letters,
    )


REFERENCE = {stage: {str(n).encode(): str(n).encode() for n in range(9)} for stage in STAGES}
ALL = list(range(5))


def verdicts(seen: Ledger, doomed: dict[str, frozenset[bytes]] | None = None) -> list[Verdict]:
    return list(judge(seen, REFERENCE, doomed or {}))


def test_whole_run_is_clean() -> None:
    """Every article once in each stage is no fault."""
    assert all(verdict.is_clean() for verdict in verdicts(ledger(ALL, ALL)))


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        ([0, 1, 3, 4], "lost"),
        ([0, 1, 2, 3, 4, 7], "unknown"),
        ([0, 1, 1, 2, 3, 4], "doubled"),
        ([0, 1, 2, 3, 4, 2, 3], "doubled"),
        ([0, 2, 1, 3, 4], "disordered"),
    ],
)
def test_each_fault_is_counted(one: list[int], fault: str) -> None:
    """Loss, strangers, duplicates and disorder are each seen, and make the verdict unclean."""
    verdict = verdicts(ledger(one, ALL))[0]
    assert getattr(verdict, fault) > 0
    assert not verdict.is_clean()


def test_late_first_sighting_is_a_loss() -> None:
    """A record that comes after a later one is dropped by the next stage, so it is lost."""
    assert verdicts(ledger([0, 2, 1, 3, 4], ALL))[0].lost == 1


def test_duplicates_of_a_zombie_are_allowed_where_announced() -> None:
    """Late copies that the origin rule drops are clean in a zombie's run only."""
    verdict = verdicts(ledger([*ALL, 1, 2], ALL))[0]
    assert verdict.is_clean(zombie=True)
    assert not verdict.is_clean()


def test_wrong_bytes_are_seen() -> None:
    """An event that differs from the fault-free one is counted."""
    seen = ledger(ALL, ALL)
    seen.outputs["two"][3] = record(0, 3, 3, key=8)  # type: ignore[index]
    assert verdicts(seen)[1].differing == 0
    seen.outputs["two"][3] = Seen(0, 3, b"3", b"x", {"origin": b"t/0@3"})  # type: ignore[index]
    assert verdicts(seen)[1].differing == 1


def test_dead_letter_stands_for_its_event_from_there_on() -> None:
    """A letter of the first stage is expected neither there nor in the second."""
    seen = ledger([0, 1, 3, 4], [0, 1, 3, 4], (letter(0, 2, "one", 2),))
    assert all(v.is_clean() for v in verdicts(seen, {"one": frozenset({b"2"})}))
    assert verdicts(seen)[0].misjudged == 1, "nobody expected this letter"


def test_missing_letter_is_seen() -> None:
    """A record that had to become a letter and became an event is misjudged."""
    assert verdicts(ledger(ALL, ALL), {"two": frozenset({b"2"})})[1].misjudged == 1


def test_event_and_letter_of_one_article_are_two() -> None:
    """One article may not leave a stage both ways."""
    seen = ledger(ALL, ALL, (letter(0, 2, "two", 2),))
    assert verdicts(seen)[1].doubled_by_rule == 1


def test_altered_letter_is_seen() -> None:
    """A dead letter must hold the bytes of the record that it names."""
    seen = ledger([0, 1, 3, 4], [0, 1, 3, 4], (letter(0, 2, "one", 3),))
    assert verdicts(seen, {"one": frozenset({b"2"})})[0].altered == 1


@pytest.mark.parametrize(
    ("committed", "output_end", "premature"),
    [(0, 0, 0), (3, 3, 0), (3, 5, 0), (3, 2, 1), (5, 4, 1)],
)
def test_commit_above_unwritten_output_is_premature(
    committed: int, output_end: int, premature: int
) -> None:
    """A commit is right when the outputs of all inputs below it were there."""
    samples = [Sample("one", 0, committed, output_end, 0)]
    assert premature_commits(ledger(ALL, ALL), samples) == premature


def test_commit_above_lost_record_is_premature_for_ever() -> None:
    """An input that never had an output may never be committed past."""
    samples = [Sample("one", 0, 3, 99, 99)]
    assert premature_commits(ledger([0, 2, 3, 4], ALL), samples) == 1


def test_commit_of_a_letter_needs_the_letter() -> None:
    """Where an input became a dead letter, the dead-letter topic must have it first."""
    seen = ledger([0, 1, 3, 4], [0, 1, 3, 4], (letter(6, 2, "one", 2),))
    assert premature_commits(seen, [Sample("one", 0, 3, 2, 6)]) == 1
    assert premature_commits(seen, [Sample("one", 0, 3, 2, 7)]) == 0
