"""Files in the demo world: a programme, a chart, a table, as members attach them."""

import io
import json
from datetime import timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import person
from forum_service.boards.models import Board
from forum_service.posts.actions import write_post
from forum_service.posts.place import Author, Place, Words
from forum_service.topics.models import Topic
from forum_service.uploads.actions import store_file
from forum_service.uploads.models import Upload
from forum_service.uploads.rules import markdown_of


def seed_files(session: Session, *, origin: str) -> None:
    """Replies with files; where there is a file already nothing is added."""
    if session.scalar(select(exists().where(Upload.size > 0))):
        return
    script = json.loads(files("forum_service").joinpath("seed/files.json").read_text(encoding="utf-8"))
    for number, reply in enumerate(script):
        _play(session, reply, minutes=40 - 10 * number, origin=origin)


def _play(session: Session, reply: dict[str, Any], *, minutes: int, origin: str) -> None:
    row: Any = session.execute(_PLACE.where(Topic.title == reply["topic"])).first()
    if row is None:
        return
    member = person(reply["handle"])
    author = Author(id=member.account_id, name=member.name, organisation=member.organisation)
    links = [_attached(session, author, file) for file in reply["files"]]
    words = Words(raw="\n\n".join([reply["raw"], *links]), language=reply["language"])
    now = clock.now() - timedelta(minutes=minutes)
    write_post(session, Place.of(row), author, words, now=now, origin=origin, tell=False)


_PLACE = select(
    *(Topic.id, Topic.slug, Topic.title, Topic.audience, Topic.board_id),
    *(Board.slug.label("board_slug"), Board.name.label("board_name")),
).join(Board, Board.id == Topic.board_id)


def _attached(session: Session, author: Author, file: dict[str, Any]) -> str:
    make = _chart if "bars" in file else _table if "rows" in file else _paper
    stream = io.BytesIO(make(file))
    upload = store_file(session, owner_id=author.id, filename=file["name"], stream=stream)
    return markdown_of(upload.id, upload.name, upload.media_type)


def _paper(file: dict[str, Any]) -> bytes:
    import docx

    made, out = docx.Document(), io.BytesIO()
    made.add_heading(file["title"], level=1)
    for paragraph in file["paragraphs"]:
        made.add_paragraph(paragraph)
    made.save(out)
    return out.getvalue()


def _table(file: dict[str, Any]) -> bytes:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet: Any = book.active
    sheet.title = file["sheet"]
    for row in file["rows"]:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def _chart(file: dict[str, Any]) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1200, 120 * len(file["bars"]) + 60), "#fbfaf7")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=34)
    most = max(value for _name, value in file["bars"])
    for number, (name, value) in enumerate(file["bars"]):
        top = 40 + 120 * number
        draw.text((40, top + 18), name, fill="#2b2a27", font=font)
        end = 320 + round(720 * value / most)
        draw.rectangle((320, top, end, top + 80), fill="#0b6b53")
        draw.text((end + 20, top + 18), f"{value} %", fill="#2b2a27", font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
