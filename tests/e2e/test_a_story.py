"""One story through every part of the house, over services apart with RabbitMQ and over one process.

A member opens a topic, a colleague answers; a Party registers a need, its focal point endorses it, the
secretariat publishes it, centres are ranked with reasons, a centre offers, the Party accepts. Everybody
concerned finds it in the inbox, in a mail at once, or in the morning's digest.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from corridor.demo import person
from tests.e2e.browsing import await_in, await_shown, sign_in
from tests.e2e.houses import House, let_morning_come, wake_everybody
from tests.e2e.mails import await_mail, links_of

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

TITLE = "How do you map mangroves from satellite images?"
NEED = "Surveiller la désertification par images satellite"
STATEMENT = (
    "Notre agence doit surveiller la dégradation des terres et la désertification dans trois régions."
    " Nous avons besoin d'une méthode simple fondée sur des images satellite libres, d'une formation pour"
    " douze agents, et d'un appui pour produire les premières cartes de l'état de la végétation et de sa"
    " restauration. Les données doivent servir au rapport national sur la biodiversité et au suivi des zones"
    " restaurées par les communes. Nos agents connaissent le terrain, mais peu la télédétection."
)

Room = Callable[[str], Page]


@pytest.fixture(params=["single", "separate"])
def house(request: pytest.FixtureRequest) -> House:
    """Both ways to run it."""
    house: House = request.getfixturevalue(request.param)
    wake_everybody(house)
    return house


@pytest.fixture
def room(house: House, chromium: Browser) -> Iterator[Room]:
    """`room("grace.wanjiru")` is her browser, signed in; the same one each time."""
    pages: dict[str, Page] = {}

    def enter(handle: str) -> Page:
        if handle not in pages:
            pages[handle] = chromium.new_context().new_page()
            sign_in(pages[handle], house.base_url, person(handle))
        return pages[handle]

    yield enter
    for page in pages.values():
        page.context.close()


def test_a_question_finds_its_answer(house: House, room: Room) -> None:
    thandi = room("thandi.mokoena")
    board = _first_board(thandi, house)
    _watch(thandi)

    grace = room("grace.wanjiru")
    grace.goto(f"{house.base_url}{board}")
    grace.locator("a.button.primary[href*='/forum/topics/new']").click()
    grace.locator("input[name=title]").fill(TITLE)
    grace.locator("textarea[name=raw]").fill(
        "We have **free images** and no method.\n\nWho has done it before?"
    )
    _press(grace, "/forum/topics")
    expect(grace.locator("h1")).to_contain_text(TITLE)
    topic = re.sub(r"/\d+$", "", grace.url)

    priya = room("priya.raman")
    priya.goto(topic)
    expect(priya.locator("article strong")).to_have_text("free images")
    priya.locator("#reply textarea[name=raw]").fill(
        "@grace.wanjiru yes: our notes of last year may help you."
    )
    priya.locator("#reply button.primary").click()
    expect(priya.locator("article")).to_have_count(2)

    await_in(grace, f"{house.base_url}/notify", TITLE)
    await_shown(grace, f"{house.base_url}/forum", "header unread-count:not([hidden])")
    mail = await_mail(house.mailbox, person("grace.wanjiru").email, containing="our notes of last year")
    assert TITLE in mail["Subject"]
    assert any(link.startswith(topic) for link in links_of(mail))

    await_in(thandi, f"{house.base_url}/notify", TITLE)
    let_morning_come(house, "thandi.mokoena")
    digest = await_mail(house.mailbox, person("thandi.mokoena").email, containing=TITLE)
    assert "digest" in digest["List-Id"]


def test_a_need_finds_its_centre(house: House, room: Room) -> None:
    amina, moussa, helen, fatou = (
        room(name) for name in ("amina.diallo", "moussa.traore", "helen.marsh", "fatou.ndiaye")
    )

    need = _register_need(amina, house)
    await_in(moussa, f"{house.base_url}/notify", NEED)
    mail = await_mail(house.mailbox, person("moussa.traore").email, containing=NEED)
    assert need in links_of(mail)

    moussa.goto(need)
    _press(moussa, "/endorsement")
    await_in(helen, f"{house.base_url}/notify", NEED)
    helen.goto(need)
    _press(helen, "/publication")

    amina.goto(need)
    centres = amina.locator("main").get_by_role("link", name=re.compile("Centre de suivi écologique|CSE"))
    expect(centres.first).to_be_visible()
    expect(amina.locator("main svg.bar").first).to_be_visible()

    await_in(fatou, f"{house.base_url}/notify", NEED)
    await_mail(house.mailbox, person("fatou.ndiaye").email, containing=NEED)
    offer = _make_offer(fatou, need)

    await_mail(house.mailbox, person("amina.diallo").email, containing="/match/")
    await_in(amina, f"{house.base_url}/notify", NEED)
    amina.goto(offer)
    _press(amina, "/acceptance")
    expect(amina).to_have_url(re.compile(r"/match/cases/\d+"))
    case = amina.url

    _has_private_topic(case, amina=amina, fatou=fatou, stranger=room("priya.raman"))


def _first_board(page: Page, house: House) -> str:
    page.goto(f"{house.base_url}/forum")
    link = page.locator(".board-list a[href='/forum/f/knowledge']")
    path = link.get_attribute("href")
    assert path
    page.goto(house.base_url + path)
    return path


def _watch(page: Page) -> None:
    """Be told of everything in the forum at hand: the loudest level stands first."""
    page.locator("form[action$='/tracking'] input[name=level]").first.check()
    _press(page, "/tracking")


def _press(page: Page, action: str) -> None:
    """Send the form that goes to `action` by its main button, and wait for where it leads."""
    button = page.locator(f"form[action$='{action}'] button:not([type=button])").first
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    page.wait_for_load_state()


def _register_need(page: Page, house: House) -> str:
    page.goto(f"{house.base_url}/match/needs/new")
    page.locator("input[name=title]").fill(NEED)
    page.locator("textarea[name=statement]").fill(STATEMENT)
    page.locator("input[name=targets][value=GBF-TARGET-02]").check()
    page.locator("input[name=assistance][value=training]").check()
    page.locator("input[name=ecosystems][value=dryland]").check()
    french = page.locator("input[name=languages][value=fr]")
    if not french.is_checked():
        french.check()
    page.locator("button[name=_then][value=submit]").click()
    expect(page).to_have_url(re.compile(r"/match/needs/\d+$"))
    return page.url


def _make_offer(page: Page, need: str) -> str:
    page.goto(f"{need}/offers/new")
    scope = "Une méthode éprouvée au Sahel, deux formations de cinq jours à Bamako, un suivi de six mois."
    page.locator("textarea[name=scope]").fill(scope)
    _press(page, "/offers")
    expect(page).to_have_url(re.compile(r"/match/offers/"))
    return page.url


def _has_private_topic(case: str, *, amina: Page, fatou: Page, stranger: Page) -> None:
    """The case's discussion is there for those concerned, and for nobody else."""
    await_shown(amina, case, "main a[href*='/forum/t/']")
    path = amina.locator("main a[href*='/forum/t/']").first.get_attribute("href")
    assert path
    fatou.goto(case)
    fatou.locator("main a[href*='/forum/t/']").first.click()
    expect(fatou.locator("#reply textarea[name=raw]")).to_be_visible()

    answer = stranger.request.get(stranger.url.partition("/forum")[0] + re.sub(r"^https?://[^/]+", "", path))
    assert answer.status == 404
