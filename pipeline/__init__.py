"""News articles enter a Kafka topic; entities, numbers and resolved places come out."""

from typing import Final

__version__: Final = "0.1.0"
