"""Runs one command that must not outlive its parent, and stops it gently on SIGTERM.

Started as a file by `server` (so that it imports nothing but this), in a session of its own: Ctrl-C
in a terminal does not reach it. It watches its parent, because a parent that is killed by SIGKILL
can tell nobody; and on Linux the command is killed by the kernel should this guard be killed.
Arguments: the parent's process id, seconds from SIGTERM to SIGKILL, then the command.
It writes the command's process id to standard output, and ends with the command's exit status.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time

LOOK_S = 0.5
"""Seconds between two looks at the parent: the longest that a broker outlives it unasked."""
PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


def main(arguments: list[str]) -> int:
    """Run the command until it ends; returns its status, or 128 plus the signal that killed it."""
    parent, grace, command = int(arguments[0]), float(arguments[1]), arguments[2:]
    wakeups = _catch_signals()
    child = _spawn(command)
    os.write(1, f"{child}\n".encode())
    os.close(1)
    stopping_since: float | None = None
    while (status := _reap(child)) is None:
        asked = _wait(wakeups)
        if stopping_since is None and (asked or os.getppid() != parent):
            stopping_since = time.monotonic()
            os.kill(child, signal.SIGTERM)
        if stopping_since is not None and time.monotonic() - stopping_since > grace:
            os.kill(child, signal.SIGKILL)
    return status


def _catch_signals() -> int:
    """Let each caught signal write its number to a pipe; the pipe's reading end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return reading


def _spawn(command: list[str]) -> int:
    # A fork is safe here, and only here: this process has one thread and a page of Python.
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
    guard = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        signal.set_wakeup_fd(-1)
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == guard:
            os.dup2(2, 1)
            os.execv(command[0], command)  # noqa: S606 - the command is ours, and no shell reads it
    except OSError as error:
        os.write(2, f"error: cannot run {command[0]}: {error}\n".encode())
    finally:
        os._exit(127)


def _wait(wakeups: int) -> bool:
    """Sleep until a signal comes or it is time to look; whether a signal asks to stop."""
    if not select.select([wakeups], [], [], LOOK_S)[0]:
        return False
    return any(number != signal.SIGCHLD for number in os.read(wakeups, 64))


def _reap(child: int) -> int | None:
    done, status = os.waitpid(child, os.WNOHANG)
    if not done:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
