"""What aiokafka has no setting for is really in force."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import cramjam
import pytest
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from pipeline.stream import compression

#: The header of a record batch, before its records: KIP-98.
HEADER_BYTES = 61


@pytest.fixture
def _level_of_others() -> Iterator[None]:
    """Give this process its level back."""
    builder = importlib.import_module(DefaultRecordBatchBuilder.__module__)
    before = builder.zstd_encode
    yield
    builder.zstd_encode = before


def _written() -> bytes:
    batch = BatchBuilder(1 << 20, 4, is_transactional=False)
    for number in range(400):
        batch.append(timestamp=number, key=None, value=f"{number * 7919} names".encode() * 9)
    return bytes(batch._build())[HEADER_BYTES:]


@pytest.mark.usefixtures("_level_of_others")
def test_batches_are_compressed_at_our_level() -> None:
    """A version of aiokafka that compresses by another way would not notice `use`."""
    usual = _written()
    records = bytes(cramjam.zstd.decompress(usual))
    assert usual == bytes(cramjam.zstd.compress(records, level=3))
    compression.use()
    ours = _written()
    assert ours == bytes(cramjam.zstd.compress(records, level=compression.LEVEL)) != usual
