"""A person who only has HTTP: signs in, reads pages, fills in forms, as a browser without scripts does."""

from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import requests
from lxml import html

from corridor.demo import PASSWORD, person

TIMEOUT = 30
# What a browser says of a form sent from a page of the same site. Each goes on a connection of its own: on a
# kept one, the server's closing it and our next request could cross.
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Connection": "close"}


@dataclass(frozen=True, kw_only=True)
class WebForm:
    """A form as it stands on a page: where it goes and what is in its fields."""

    page: str
    action: str
    method: str
    fields: dict[str, list[str]]
    kinds: dict[str, str]

    def typed(self) -> list[str]:
        """The fields a person can write into."""
        return [
            name
            for name, kind in self.kinds.items()
            if kind in ("text", "textarea", "search", "url", "email")
        ]


@dataclass
class Visitor:
    """One browser session over plain HTTP."""

    base_url: str
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, handle: str) -> Self:
        """Sign in as somebody of the demo world."""
        form = next(form for form in self.forms("/account/sign-in") if "password" in form.fields)
        answer = self.send(form, {"email": person(handle).email, "password": PASSWORD})
        assert answer.status_code == 303, f"sign-in of {handle}: {answer.status_code} {answer.text[:500]}"
        return self

    def get(self, path: str, **options: Any) -> requests.Response:
        """Ask for a page; redirects are not followed."""
        url = urljoin(self.base_url, path)
        return self.session.get(url, timeout=TIMEOUT, allow_redirects=False, **options)

    def forms(self, path: str) -> list[WebForm]:
        """All forms of a page."""
        return forms_of(self.get(path))

    def token(self) -> str:
        """The token of this session, as scripts find it."""
        page = html.fromstring(self.get("/").content)
        return str(page.xpath("//meta[@name='csrf-token']/@content")[0])

    def send(self, form: WebForm, values: dict[str, Any]) -> requests.Response:
        """Send a form with some of its fields filled in; a list gives a field several values."""
        pairs = [
            (name, value) for name, several in form.fields.items() if name not in values for value in several
        ]
        for name, value in values.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        url = urljoin(self.base_url, form.action)
        return self.session.post(url, data=pairs, headers=SAME_ORIGIN, timeout=TIMEOUT, allow_redirects=False)

    def post(self, path: str, **options: Any) -> requests.Response:
        """Send what no form of ours would send."""
        url = urljoin(self.base_url, path)
        headers = {**SAME_ORIGIN, **options.pop("headers", {})}
        return self.session.request(
            options.pop("method", "POST"),
            url,
            headers=headers,
            timeout=TIMEOUT,
            allow_redirects=False,
            **options,
        )


def forms_of(answer: requests.Response) -> list[WebForm]:
    """The forms of a page that somebody has been shown."""
    path = urlsplit(answer.url).path
    if "html" not in answer.headers.get("Content-Type", "") or not answer.content:
        return []
    return [_read_form(element, path) for element in html.fromstring(answer.content).iter("form")]


def _read_form(element: Any, path: str) -> WebForm:
    fields: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for control in element.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kinds[control.get("name")] = _kind(control)
        fields.setdefault(control.get("name"), []).extend(_values(control))
    action = element.get("action") or path
    method = (element.get("method") or "get").lower()
    return WebForm(page=path, action=urljoin(path, action), method=method, fields=fields, kinds=kinds)


def _kind(control: Any) -> str:
    return control.get("type", "text") if control.tag == "input" else str(control.tag)


def _values(control: Any) -> list[str]:
    if control.tag == "select":
        chosen = control.xpath(".//option[@selected]") or control.xpath(".//option")[:1]
        return [option.get("value", option.text or "") for option in chosen]
    if control.get("type") in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [
        (control.text or "").removeprefix("\n") if control.tag == "textarea" else control.get("value") or ""
    ]
