"""The bundle: hashed, packed, cached, small; and pages that work without it."""

import gzip
import time

import pytest

from corridor.web.assets import asset_url, build, manifest, places

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module", autouse=True)
def built():
    build.build()


def test_an_unchanged_tree_costs_nothing():
    begun = time.perf_counter()

    assert build.build() is False
    assert time.perf_counter() - begun < 0.1


def test_files_are_packed_and_kept_for_a_year(client):
    answer = client.get(asset_url("app.css"), headers={"Accept-Encoding": "br, gzip"})

    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.mimetype == "text/css"


def test_a_browser_that_unpacks_nothing_gets_it_plain(client):
    answer = client.get(asset_url("app.css"), headers={"Accept-Encoding": "identity"})

    assert "Content-Encoding" not in answer.headers
    assert "@layer" in answer.text


@pytest.mark.parametrize("name", ["..%2f..%2fapp.py", "manifest.json", "app.css", "app.00000000.css"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize(("name", "limit"), [("app.css", 12_500), ("core.js", 38_000)])
def test_sizes_stay_within_the_budget(name, limit):
    path = places.DIST / asset_url(name).removeprefix("/assets/")

    assert len(gzip.compress(path.read_bytes(), 9)) < limit


def test_pages_do_without_a_bundle(client, monkeypatch, tmp_path):
    monkeypatch.setattr(manifest, "MANIFEST", tmp_path / "none.json")

    page = client.get("/notes").text

    assert "<script" not in page
    assert "stylesheet" not in page
