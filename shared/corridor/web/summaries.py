"""The summary of a form's errors stands above the fields but is written after them.

Only the fields know their labels, and "Please fill this in" helps nobody who cannot see where. So the macro
leaves a place, and the finished page gets the summary with the labels the fields were shown with.
"""

from secrets import token_hex

from flask import Flask, Response, g, render_template

from corridor.web.forms import Form


def install(app: Flask) -> None:
    """Fill the places of all summaries once a page is written."""
    app.jinja_env.globals["summary_place"] = summary_place
    app.after_request(fill)


def summary_place(form: Form) -> str:
    """A word that no reader can have typed, replaced in the finished page."""
    if not form.errors:
        return ""
    word = f"summary-{token_hex(12)}"
    g.setdefault("summaries", {})[word] = form
    return word


def fill(response: Response) -> Response:
    """Put the summaries in their places."""
    waiting: dict[str, Form] = g.pop("summaries", {})
    if waiting and response.mimetype in ("text/html", "text/vnd.turbo-stream.html"):
        page = response.get_data(as_text=True)
        for word, form in waiting.items():
            page = page.replace(word, render_template("corridor/_error_summary.html", form=form), 1)
        response.set_data(page)
    return response
