"""Bytes in, a mail understood out; nothing that anybody may send makes it fail."""

from hashlib import sha256

from notify_service.inbound.parsing.bodies import Body, body_of, without_unseen
from notify_service.inbound.parsing.bounces import bounce_of
from notify_service.inbound.parsing.commands import command_in
from notify_service.inbound.parsing.complaints import complaint_of
from notify_service.inbound.parsing.letterhead import Letterhead, read_letterhead
from notify_service.inbound.parsing.mime import Part, take_apart
from notify_service.inbound.parsing.own_words import own_words
from notify_service.inbound.parsing.robots import Robot, robot_of
from notify_service.inbound.parsing.shapes import Bounce, Incoming, Nature

_LONGEST_CUT = 100_000


def read_mail(raw: bytes) -> Incoming:
    """What the mail says and what it is; "unreadable" with the reason when it cannot be known."""
    try:
        return _read(raw)
    except Exception as error:  # the mails of the whole world: whatever happens, staff must see it
        name = f"<{sha256(raw).hexdigest()[:32]}@unnamed.invalid>"
        why = f"could not be read: {type(error).__name__}"
        return Incoming(message_id=name, nature="unreadable", why=why, answerable=False, size=len(raw))


def _read(raw: bytes) -> Incoming:
    mail = take_apart(raw)
    head = read_letterhead(mail.headers, raw)
    complaint, why = complaint_of(mail, raw)
    if complaint is not None:
        return _report("complaint", complaint, head, why, len(raw))
    failed, reason = bounce_of(mail, head, raw)
    if failed is not None:
        return _report("bounce", failed, head, reason, len(raw))
    robot = robot_of(mail, head)
    if (why or reason) and robot.nature == "letter":
        robot = Robot(nature="auto_reply", why=why or reason, answerable=False)
    return _letter(mail, head, robot, len(raw))


def _report(nature: Nature, bounce: Bounce, head: Letterhead, why: str, size: int) -> Incoming:
    return Incoming(
        message_id=head.message_id,
        in_reply_to=head.in_reply_to,
        references=head.references,
        sender=head.sender,
        sender_name=head.sender_name,
        recipients=head.recipients,
        subject=head.subject,
        sent_at=head.sent_at,
        nature=nature,
        why=why,
        bounce=bounce,
        answerable=False,
        size=size,
    )


def _letter(mail: Part, head: Letterhead, robot: Robot, size: int) -> Incoming:
    body = body_of(mail)
    # A new mail may be somebody else's, handed on; an answer that is nothing but a quote says nothing.
    handed_on = head.passed_on or not (head.in_reply_to or head.references)
    words = own_words(body, passed_on=handed_on, name=head.sender_name)
    nature, why = _nature(body, words.own, head, robot)
    return Incoming(
        message_id=head.message_id,
        in_reply_to=head.in_reply_to,
        references=head.references,
        sender=head.sender,
        sender_name=head.sender_name,
        recipients=head.recipients,
        subject=head.subject,
        sent_at=head.sent_at,
        own=words.own,
        cut=words.cut[:_LONGEST_CUT],
        command=command_in(words.own, head.subject, sender_name=head.sender_name)
        if nature == "letter"
        else "",
        attachments=without_unseen(body.files, words.own, body.html),
        nature=nature,
        why=why,
        answerable=robot.answerable,
        size=size,
    )


def _nature(body: Body, own: str, head: Letterhead, robot: Robot) -> tuple[Nature, str]:
    if robot.nature != "letter":
        return robot.nature, robot.why
    if body.sealed:
        return "unreadable", "encrypted: it can only be read with a key"
    nothing = not (own or body.text.strip() or body.html.strip() or body.files or head.subject)
    if nothing and not head.sender:
        return "unreadable", "neither a sender nor words"
    return "letter", robot.why
