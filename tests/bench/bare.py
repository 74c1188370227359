"""What our pages are measured against: the least that Flask can do, alone and with the database."""

import os
import sys
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from flask import Flask
from psycopg.rows import namedtuple_row

from corridor.cli import serve

POSTS = 20
TOPICS = 50
SENTENCE = "Wetlands near the estuary were mapped with local schools; the method and the data are open. "
BODY = f"<p>{SENTENCE * 4}</p><ul><li>{SENTENCE}</li><li>{SENTENCE}</li></ul><p>{SENTENCE * 2}</p>"
# The same posts as on our page, and nothing else: no sign-in, no languages, no frame, no form.
PAGE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
{% for post in posts %}
<article class="post" id="post-{{ post.number }}" aria-labelledby="by-{{ post.number }}">
<header class="post-head"><span class="disc">{{ post.name[:1] }}</span><div class="post-by">
<h2 id="by-{{ post.number }}"><a href="/members/{{ post.handle }}"><bdi>{{ post.name }}</bdi></a></h2>
<p class="meta"><bdi>{{ post.organisation }}</bdi> · {{ post.country }}</p></div>
<p class="post-when meta">
<a href="{{ url }}/{{ post.number }}" title="{{ post.created_at.strftime("%d %B %Y, %H:%M") }}">
<time datetime="{{ post.created_at.isoformat() }}">{{ post.created_at.strftime("%d %b") }}</time>
<span class="number">#{{ post.number }}</span></a></p></header>
<div class="prose" lang="en" dir="auto">{{ post.html|safe }}</div>
<footer class="post-acts"><a class="button" href="{{ url }}/reply?to={{ post.number }}">Reply</a>
<a class="button" href="{{ url }}/reply?quote={{ post.id }}">Quote</a></footer></article>{% endfor %}
</body></html>"""
QUERY = (
    "SELECT p.id, p.number, p.html, p.created_at, m.name, m.handle, m.organisation, m.country"
    " FROM bare_posts p JOIN bare_people m ON m.id = p.author WHERE p.topic = %s ORDER BY p.number LIMIT 20"
)
TABLES = """
CREATE TABLE bare_people (id int PRIMARY KEY, name text, handle text, organisation text, country text);
CREATE TABLE bare_posts (id bigint PRIMARY KEY, topic int NOT NULL, number int NOT NULL, author int NOT NULL,
  html text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON bare_posts (topic, number);
INSERT INTO bare_people
  SELECT n, 'Author ' || n, 'author.' || n, 'Institute ' || n, 'KE' FROM generate_series(0, 24) n
"""


def fill(url: str) -> None:
    """A table with 20 posts in each of 50 topics, by 25 people."""
    with psycopg.connect(url) as connection:
        connection.execute(TABLES)
        connection.execute(
            "INSERT INTO bare_posts SELECT n, n / %s, n %% %s + 1, n %% 25, %s FROM generate_series(0, %s) n",
            (POSTS, POSTS, BODY, POSTS * TOPICS - 1),
        )


def make_app(url: str) -> Callable[[], Flask]:
    """The bare pages: without a database, on a connection that is kept, and on one made for each request."""

    def make() -> Flask:
        app = Flask("bare")
        page = app.jinja_env.from_string(PAGE)
        own = threading.local()

        def kept() -> psycopg.Connection[Any]:
            if not hasattr(own, "connection"):
                own.connection = _connect(url)
            connection: psycopg.Connection[Any] = own.connection
            return connection

        def show(connection: psycopg.Connection[Any], topic: int) -> str:
            posts = connection.execute(QUERY, (topic,)).fetchall()
            return page.render(title="Posts", url=f"/t/{topic}", posts=posts)

        @app.get("/bare")
        def bare() -> str:
            return page.render(title="Bare", posts=())

        @app.get("/posts/<int:topic>")
        def posts(topic: int) -> str:
            return show(kept(), topic)

        @app.get("/fresh/<int:topic>")
        def fresh(topic: int) -> str:
            with _connect(url) as connection:
                return show(connection, topic)

        return app

    return make


def _connect(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url, autocommit=True, row_factory=namedtuple_row)


if __name__ == "__main__":
    serve(make_app(os.environ["BARE_DATABASE"]), name="bare", bind=sys.argv[1], workers=2, threads=8)
