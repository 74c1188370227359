"""The form of API keys."""

import pytest

from corridor.auth.api_keys import key_id_of, new_key


def test_a_new_key_names_itself():
    key, key_id = new_key()

    assert key_id_of(key) == key_id
    assert len(key) == len("corridor_") + 8 + 1 + 32 + 6


def test_a_typo_is_seen_without_asking_anybody():
    key, _ = new_key()
    wrong = key[:-1] + ("a" if key[-1] != "a" else "b")

    assert key_id_of(wrong) is None


@pytest.mark.parametrize(
    "text", ["", "_", "__", "corridor_", "corridor__", "Bearer x", "é" * 50, "corridor_" * 9]
)
def test_what_is_no_key_has_no_id(text):
    assert key_id_of(text) is None


def test_no_two_keys_are_alike():
    assert len({new_key()[0] for _ in range(200)}) == 200
