"""Small files and small functions: the limits beyond which something wants to be taken apart."""

import pytest

from tests.architecture.sources import Source, sources

LONGEST_FILE = 300
LONGEST_FUNCTION = 60

ALL = sources("shared", "services", "deploy")


@pytest.mark.parametrize("source", ALL, ids=str)
def test_a_file_is_short(source: Source) -> None:
    assert source.lines <= LONGEST_FILE


@pytest.mark.parametrize("source", [source for source in ALL if ".migrations." not in source.module], ids=str)
def test_each_function_is_short(source: Source) -> None:
    long = {
        function.name: length
        for function in source.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }

    assert not long
