"""Parts of pages that are drawn once and shown to many."""

from corridor.testing import app_for
from corridor.web.csrf import csrf_token, is_valid
from corridor.web.kept import drawing_for_many, fill_in, form_key
from tests.support.notes.service import NOTES


def draw() -> str:
    with drawing_for_many():
        return f"[{csrf_token()}] <{form_key()}> <{form_key()}>"


def show(kept: str, visit: str) -> str:
    with app_for(NOTES).test_request_context("/notes", headers={"Cookie": f"corridor_visit={visit}"}):
        text = str(fill_in(kept))
        assert is_valid(text[1:].partition("]")[0])
        return text


def test_each_reader_gets_an_own_token_and_each_form_an_own_key():
    with app_for(NOTES).test_request_context("/notes"):
        kept = draw()

    mine, yours, again = show(kept, "alice"), show(kept, "bob"), show(kept, "alice")

    keys = [part for text in (mine, yours, again) for part in text.partition("] ")[2].split()]
    assert len(set(keys)) == 6
    assert mine.partition("]")[0] != yours.partition("]")[0]


def test_outside_of_a_drawing_the_real_token_is_back():
    with app_for(NOTES).test_request_context("/notes"):
        draw()

        assert is_valid(csrf_token())
        assert form_key() != form_key()


def test_a_kept_part_within_a_kept_part_is_filled_in_once():
    with app_for(NOTES).test_request_context("/notes"), drawing_for_many():
        outer = f"{csrf_token()} {fill_in(draw())}"
    with app_for(NOTES).test_request_context("/notes", headers={"Cookie": "corridor_visit=alice"}):
        text = str(fill_in(outer))

        assert is_valid(text.partition(" ")[0])
        assert "place-" not in text
