"""Attaching files to posts, by form and by script, and opening them."""

import io
import re

import pytest
from sqlalchemy import select, text

from corridor.testing import BOB, CHARLIE, MOD, persona
from forum_service.moderation.models import ModerationAct
from forum_service.posts.models import Post
from tests.forum_service.uploads.samples import document, picture


def fetch(browser, path: str, **headers: str):
    """Read all of an answer, as browsers do, so that its file is closed."""
    return browser.get(
        path, buffered=True, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def send(browser, name: str, data: bytes) -> dict:
    form = {"file": (io.BytesIO(data), name)}
    answer = browser.post("/forum/uploads", data=form, headers={"Accept": "application/json"})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()


@pytest.fixture
def photo(alice) -> dict:
    return send(alice, "Mangroves.jpg", picture("JPEG"))


@pytest.fixture
def notes(alice) -> dict:
    return send(alice, "Notes.docx", document())


def test_a_script_is_told_what_to_write_into_the_text(photo, notes) -> None:
    assert photo["markdown"] == f"![Mangroves.jpg](/forum/files/{photo['id']}/Mangroves.jpg)"
    assert notes["markdown"] == f"[Notes.docx](/forum/files/{notes['id']}/Notes.docx)"
    assert (photo["width"], photo["height"]) == (1200, 900)


def test_a_refusal_says_why_at_the_field(alice) -> None:
    form = {"file": (io.BytesIO(b"<html>"), "page.html")}
    answer = alice.post("/forum/uploads", data=form, headers={"Accept": "application/json"})

    assert answer.status_code == 422
    assert answer.get_json()["errors"]["file"]


def test_without_script_the_composer_keeps_what_was_typed_and_adds_the_file(alice) -> None:
    form = {
        "_draft_key": "new",
        "title": "Plots of 2026",
        "forum": "knowledge",
        "raw": "See the picture:",
        "_file": (io.BytesIO(picture()), "Plot 7 (north).png"),
    }
    page = alice.post("/forum/uploads/attaching", data=form).get_data(as_text=True)

    assert 'value="Plots of 2026"' in page
    assert "See the picture:" in page
    assert re.search(
        r"!\[Plot 7 \(north\)\.png\]\(/forum/files/[0-9a-f-]{36}/Plot%207%20%28north%29\.png\)", page
    )


def test_without_script_a_refused_file_costs_nothing_typed(alice) -> None:
    form = {"_draft_key": "new", "raw": "My words", "_file": (io.BytesIO(b"MZ"), "setup.exe")}
    answer = alice.post("/forum/uploads/attaching", data=form)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "My words" in page
    assert "not taken" in page


def test_a_post_shows_pictures_small_and_documents_by_type_and_size(alice, open_topic, photo, notes) -> None:
    path = open_topic(raw=f"{photo['markdown']}\n\n{notes['markdown']}")
    page = alice.get(path).get_data(as_text=True)

    assert f'src="/forum/files/{photo["id"]}/800/Mangroves.jpg"' in page
    assert 'width="800" height="600"' in page
    assert 'loading="lazy"' in page
    assert re.search(r'class="picture-note"[^>]*>Mangroves\.jpg · \d+ kB<', page)
    assert re.search(rf'href="/forum/files/{notes["id"]}" class="file"', page)
    assert re.search(r'class="file-note">DOCX · \d+ kB<', page)


def test_pictures_of_other_sites_stay_links(alice, open_topic) -> None:
    page = alice.get(open_topic(raw="![x](https://elsewhere.example/forum/files/a.png)")).get_data(
        as_text=True
    )

    assert "<img" not in page


def test_a_file_is_read_by_who_reads_what_refers_to_it(as_, alice, bob, open_topic, photo) -> None:
    expert = as_(persona("eve", "expert"))
    assert fetch(alice, photo["url"]).status_code == 200
    assert fetch(bob, photo["url"]).status_code == 404

    open_topic("Advice on centres", "iag", raw=photo["markdown"])

    assert fetch(bob, photo["url"]).status_code == 200
    assert fetch(bob, f"/forum/files/{photo['id']}/320/x.jpg").status_code == 200
    for other in (expert, as_(CHARLIE)):
        assert fetch(other, photo["url"]).status_code == 404
        assert fetch(other, f"/forum/files/{photo['id']}/320/x.jpg").status_code == 404
        assert fetch(other, photo["page"]).status_code == 404


def test_a_stranger_is_asked_to_sign_in_whether_there_is_a_file_or_not(client, photo) -> None:
    for path in (photo["url"], "/forum/files/00000000-0000-0000-0000-000000000000/x.png"):
        assert client.get(path).status_code == 303


def test_who_knows_the_address_alone_does_not_get_in_by_writing_it(bob, alice, session, photo) -> None:
    """Bob may not read the file; to put it into a post of his makes it readable to nobody."""
    form = {"title": "Look at this", "forum": "knowledge", "raw": photo["markdown"]}
    page = bob.post("/forum/topics", data=form).headers["Location"]

    assert fetch(bob, photo["url"]).status_code == 404
    assert "<img" not in bob.get(page).get_data(as_text=True)


def test_the_file_of_a_private_topic_is_private(alice, bob, session, private_topic, photo) -> None:
    topic_id = int(private_topic.rsplit("/", 1)[1])
    answer = alice.post(f"/forum/t/{topic_id}/replies", data={"raw": photo["markdown"]})
    assert answer.status_code == 303

    assert fetch(alice, photo["url"]).status_code == 200
    assert fetch(bob, photo["url"]).status_code == 404


def test_hiding_a_post_hides_its_files(as_, bob, session, open_topic, photo) -> None:
    open_topic(raw=photo["markdown"])
    post_id = session.scalars(select(Post.id)).one()
    as_(MOD).post(f"/forum/posts/{post_id}/hiding")

    assert fetch(bob, photo["url"]).status_code == 404


def test_an_edit_takes_the_file_out_and_back(alice, bob, session, open_topic, photo) -> None:
    open_topic(raw=photo["markdown"])
    post_id = session.scalars(select(Post.id)).one()

    alice.post(f"/forum/posts/{post_id}", data={"raw": "Taken out."})
    assert fetch(bob, photo["url"]).status_code == 404
    loose = session.execute(text("SELECT loose_since FROM uploads")).scalar_one()
    assert loose is not None

    alice.post(f"/forum/posts/{post_id}", data={"raw": photo["markdown"]})
    assert fetch(bob, photo["url"]).status_code == 200


def test_a_download_runs_nothing_and_is_saved_under_its_name(alice, notes) -> None:
    answer = fetch(alice, f"/forum/files/{notes['id']}/Notes.docx")

    assert answer.headers["Content-Disposition"] == "attachment; filename=Notes.docx"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_names_in_other_scripts_are_saved_as_they_are(alice) -> None:
    sent = send(alice, "خطة العمل.docx", document())
    header = fetch(alice, sent["url"]).headers["Content-Disposition"]

    assert "filename*=UTF-8''%D8%AE%D8%B7%D8%A9%20%D8%A7%D9%84%D8%B9%D9%85%D9%84.docx" in header


def test_who_has_the_file_already_does_not_get_it_again(alice, photo) -> None:
    first = fetch(alice, photo["url"])
    again = fetch(alice, photo["url"], If_None_Match=first.headers["ETag"])

    assert again.status_code == 304
    assert not again.data


def test_a_broken_download_goes_on_where_it_broke(alice) -> None:
    sent = send(alice, "long.txt", b"0123456789" * 1000)
    answer = fetch(alice, sent["url"], Range="bytes=5-9", Accept_Encoding="gzip")

    assert answer.status_code == 206
    assert answer.data == b"56789"
    assert answer.headers["Content-Range"] == "bytes 5-9/10000"


def test_my_files_shows_them_with_their_room_and_deletes_them(alice, bob, open_topic, photo) -> None:
    open_topic("Mangroves of Lamu", raw=photo["markdown"])
    assert "Mangroves.jpg" in alice.get("/forum/files").get_data(as_text=True)
    assert "Mangroves of Lamu" in alice.get(f"/forum/files/{photo['id']}/deletion").get_data(as_text=True)

    assert bob.post(f"/forum/files/{photo['id']}/deletion").status_code == 403
    assert alice.post(f"/forum/files/{photo['id']}/deletion").status_code == 303
    assert fetch(bob, photo["url"]).status_code == 404


def test_staff_see_the_largest_files_but_no_names_of_private_ones(as_, alice, photo) -> None:
    page = as_(MOD).get("/forum/files/largest").get_data(as_text=True)

    assert "JPEG" in page
    assert "Mangroves" not in page
    assert alice.get("/forum/files/largest").status_code == 403


@pytest.mark.parametrize("path", ["/forum/files/x/y.png", "/forum/files/1", "/forum/files/%00/a"])
def test_what_is_no_file_is_not_found(alice, path) -> None:
    assert alice.get(path).status_code in (400, 404)


def test_a_file_chosen_and_not_attached_is_not_forgotten(alice, session) -> None:
    form = {"title": "Plots of 2026", "forum": "knowledge", "raw": "See the file", "_file": "plots.xlsx"}
    answer = alice.post("/forum/topics", data=form)

    assert answer.status_code == 422
    assert "plots.xlsx is not attached yet" in answer.get_data(as_text=True)
    assert session.scalars(select(Post)).all() == []


def test_a_topic_lists_what_was_attached_in_it(alice, bob, open_topic, photo, notes) -> None:
    topic_id = open_topic(raw=f"{photo['markdown']} {notes['markdown']}").split("/")[-2]
    page = bob.get(f"/forum/t/{topic_id}/files").get_data(as_text=True)

    assert "Mangroves.jpg" in page
    assert "Notes.docx" in page
    assert f"/forum/t/{topic_id}/files" in bob.get(f"/forum/t/{topic_id}/more").get_data(as_text=True)


def test_who_saves_data_gets_the_small_picture(alice, photo) -> None:
    larger = f"/forum/files/{photo['id']}/800/x.jpg"

    assert len(fetch(alice, larger, Save_Data="on").data) < len(fetch(alice, larger).data)


def test_a_file_that_staff_delete_is_in_the_log(as_, open_topic, session, photo) -> None:
    open_topic(raw=photo["markdown"])
    assert as_(MOD).post(f"/forum/files/{photo['id']}/deletion").status_code == 303

    act = session.scalars(select(ModerationAct)).one()
    assert (act.act, act.details["title"]) == ("file_deleted", "Mangroves.jpg")


def test_a_message_takes_a_file_along_for_those_it_is_to(as_, alice, bob, know) -> None:
    know(BOB)
    form = {"to": "@bob", "title": "The plots", "_attach": "1", "_file": (io.BytesIO(b"a,b"), "plots.csv")}
    page = alice.post("/forum/messages", data=form).get_data(as_text=True)
    link = re.search(r"\[plots\.csv\]\((/forum/files/[^)]+)\)", page)
    assert link is not None
    assert 'value="@bob"' in page

    sent = {"to": "@bob", "title": "The plots", "raw": link[0]}
    assert alice.post("/forum/messages", data=sent).status_code == 303
    assert fetch(bob, link[1]).status_code == 200
    assert fetch(as_(MOD), link[1]).status_code == 404
