"""News articles enter a Kafka topic; entities, numbers and resolved places come out."""

import os
from typing import Final

__version__: Final = "0.1.0"

# onnxruntime 1.32 reports its use to its makers unless told not to, and reads this when it loads:
# here, before anything can load it, in every process. Nothing of ours leaves the machine.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
