"""One worker process of the matrix: the real worker, with a session short enough to test with.

``python -m tests.faults.worker``: settings come from the environment, as for ``pipeline worker``.
"""

from __future__ import annotations

import os
import sys

from pipeline.settings import load
from pipeline.stream import app, serving


def main() -> int:
    """Run all stages until told to stop."""
    settings = load()
    app.SESSION_S = float(os.environ["FAULTS_SESSION_S"])  # type: ignore[misc]
    assert settings.brokers is not None
    return serving.serve(settings, ("entities", "numbers", "locations"), settings.brokers)


if __name__ == "__main__":
    sys.exit(main())
