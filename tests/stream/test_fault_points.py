"""The fault-injection hook."""

import subprocess
import sys

import pytest

from pipeline.stream import faults


@pytest.mark.parametrize(
    "text", ["", "nowhere:1", "sent", "sent:0", "sent:-1", "sent:x", "sent:1:NONE", "sent:²"]
)
def test_meaningless_fault_is_refused(text: str) -> None:
    """A fault that would never strike is an error, not silence."""
    with pytest.raises(ValueError, match="PIPELINE_FAULT"):
        faults.parse(text)


def test_nothing_armed_does_nothing() -> None:
    """Without a fault every point can be reached."""
    faults.arm(None)
    for point in faults.POINTS:
        faults.reach(point)


@pytest.mark.parametrize("name", ["KILL", "TERM"])
def test_process_is_struck_on_the_nth_reach(name: str) -> None:
    """The signal comes on the nth reach of the point, and other points do not count."""
    code = (
        "from pipeline.stream import faults\n"
        f"faults.arm('sent:3:{name}')\n"
        "for n in range(1, 9):\n"
        "    print(n, flush=True)\n"
        "    faults.reach('received'); faults.reach('sent')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stdout.split() == [b"1", b"2", b"3"]
    assert done.returncode == (-9 if name == "KILL" else -15)
