"""Programs with an API key: what its scopes open, and no more."""

import io

import pytest
import requests
from tusclient.client import TusClient

from corridor.testing import ALICE, BOB
from tests.forum_service.discourse.conftest import accounts, key_of, site
from tests.forum_service.uploads.samples import pdf

__all__ = ["accounts", "key_of", "site"]


@pytest.fixture
def origin(site) -> str:
    return site.removesuffix("/forum/discourse")


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_program_sends_a_file_in_pieces_and_reads_it_back(origin, key_of) -> None:
    client = TusClient(f"{origin}/forum/uploads/tus", headers=bearer(key_of(ALICE)))
    sending = client.uploader(file_stream=io.BytesIO(pdf()), chunk_size=200, metadata={"filename": "a.pdf"})
    sending.upload()

    told = requests.get(sending.url, headers=bearer(key_of(ALICE)), timeout=10).json()["file"]
    mine = requests.get(origin + told["url"], headers=bearer(key_of(ALICE)), timeout=10)
    assert mine.content == pdf()
    assert requests.get(origin + told["url"], headers=bearer(key_of(BOB)), timeout=10).status_code == 404


def test_a_key_without_the_scope_neither_sends_nor_reads(origin, key_of) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "5"}
    tus = f"{origin}/forum/uploads/tus"
    reader, writer = bearer(key_of(ALICE, ["forum:read"])), bearer(key_of(ALICE, ["forum:write"]))
    assert requests.post(tus, headers=headers | reader, timeout=10).status_code == 403

    part = requests.post(tus, headers=headers | writer, timeout=10).headers["Location"]
    piece = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    requests.patch(origin + part, data=b"words", headers=headers | piece | writer, timeout=10)
    told = requests.get(origin + part, headers=writer, timeout=10).json()["file"]
    asked = {"Accept": "application/json"}
    assert requests.get(origin + told["url"], headers=asked | writer, timeout=10).status_code == 401
    assert requests.get(origin + told["url"], headers=asked | reader, timeout=10).status_code == 200
