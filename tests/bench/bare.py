"""What our pages are measured against: the least that Flask can do, alone and with the database."""

import os
import sys
import threading
from collections.abc import Callable

import psycopg
from flask import Flask

from corridor.cli import serve

POSTS = 20
BODY = (
    "<p>"
    + "Wetlands near the estuary were mapped with local schools; the method and the data are open. " * 8
    + "</p>"
)
PAGE = """<!doctype html><html lang="en"><title>{{ title }}</title><body><h1>{{ title }}</h1>
{% for post in posts %}<article><h2>{{ post[0] }}</h2><time>{{ post[2] }}</time>
<div>{{ post[1]|safe }}</div></article>{% endfor %}</body></html>"""

QUERY = "SELECT author, html, created_at FROM bare_posts WHERE topic = %s ORDER BY id LIMIT 20"


def fill(url: str) -> None:
    """A table with 20 posts in each of 50 topics."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE TABLE bare_posts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic int NOT NULL,"
            " author text NOT NULL, html text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())"
        )
        connection.execute(
            "INSERT INTO bare_posts (topic, author, html)"
            " SELECT n / %s, 'Author ' || n, %s FROM generate_series(0, %s) n",
            (POSTS, BODY, POSTS * 50 - 1),
        )
        connection.execute("CREATE INDEX ON bare_posts (topic, id)")


def make_app(url: str) -> Callable[[], Flask]:
    """The two bare pages."""

    def make() -> Flask:
        app = Flask("bare")
        page = app.jinja_env.from_string(PAGE)
        own = threading.local()

        @app.get("/bare")
        def bare() -> str:
            return page.render(title="Bare", posts=())

        @app.get("/posts/<int:topic>")
        def posts(topic: int) -> str:
            if not hasattr(own, "connection"):
                own.connection = psycopg.connect(url, autocommit=True)
            return page.render(title="Posts", posts=own.connection.execute(QUERY, (topic,)).fetchall())

        return app

    return make


if __name__ == "__main__":
    serve(make_app(os.environ["BARE_DATABASE"]), name="bare", bind=sys.argv[1], workers=2, threads=8)
