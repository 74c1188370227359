"""mbox: each post a message, threaded by what it answers; any mail program opens it."""

from collections.abc import Iterator
from email.generator import BytesGenerator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from urllib.parse import urlsplit

from forum_service.exports.document import Document, PostPart, TopicPart

_POLICY = SMTP.clone(linesep="\n")


def write_mbox(document: Document) -> bytes:
    """The document as a mailbox; lines that begin with "From " are quoted, as readers expect."""
    host = urlsplit(document.origin).hostname or "corridor.invalid"
    box = BytesIO()
    for topic in document.topics:
        for post, message in _messages(topic, host=host):
            box.write(f"From corridor@{host} {post.created_at:%a %b %d %H:%M:%S %Y}\n".encode())
            BytesGenerator(box, mangle_from_=True, policy=_POLICY).flatten(message)
            box.write(b"\n")
    return box.getvalue()


def _messages(topic: TopicPart, *, host: str) -> Iterator[tuple[PostPart, EmailMessage]]:
    ids = {post.number: f"<post-{post.id}@{host}>" for post in topic.posts}
    for post in topic.posts:
        message = EmailMessage(policy=_POLICY)
        message["Message-ID"] = ids[post.number]
        message["Date"] = post.created_at
        message["From"] = _sender(post, host=host)
        message["Subject"] = (
            " ".join(topic.title.split()) if post.number == 1 else f"Re: {' '.join(topic.title.split())}"
        )
        for name, value in _thread(post, topic, ids).items():
            message[name] = value
        message["Archived-At"] = f"<{post.url}>"
        message["Content-Language"] = post.language
        message.set_content(post.raw, cte="quoted-printable")
        message.add_alternative(
            f'<div lang="{post.language}">{post.html}</div>', subtype="html", cte="quoted-printable"
        )
        yield post, message


def _sender(post: PostPart, *, host: str) -> Address:
    # A member's address is nobody's business; this one names them and goes nowhere.
    local = post.handle or "former-member"
    name = ", ".join(part for part in (post.author, post.organisation) if part)
    return Address(
        display_name="".join(sign for sign in name if sign.isprintable()),
        username=local,
        domain=f"members.{host}.invalid",
    )


def _thread(post: PostPart, topic: TopicPart, ids: dict[int, str]) -> dict[str, str]:
    """What the post answers, else the opening of the topic."""
    first = topic.posts[0].number
    if post.number == first:
        return {}
    parent = ids.get(post.reply_to or first, ids[first])
    references = dict.fromkeys((ids[first], parent))
    return {"In-Reply-To": parent, "References": " ".join(references)}
