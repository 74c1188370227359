"""Reading a register out of a CSV file."""

import pytest

from corridor.errors import Invalid
from notify_service.register.exporting import to_csv
from notify_service.register.models import Entry
from notify_service.register.reading import decode, read_register
from notify_service.register.rules import find_party, parties_in, tidy_address

HEAD = "kind,party,name,email,language,deputy,phone\n"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *((typed, "KE") for typed in ("KE", "ken", "Kenya", " kenya ", "肯尼亚")),
        *((typed, "CI") for typed in ("Côte d’Ivoire", "Cote d'Ivoire", "CIV")),
        *((typed, "BO") for typed in ("Bolivia", "Bolivia (Plurinational State of)")),
        ("European Union", "EU"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_party_may_be_written_by_code_or_by_name(typed, code):
    assert find_party(typed) == code


def test_groups_cut_across_regions():
    assert len(parties_in("Africa")) == 54
    assert "ML" in parties_in("LDC")
    assert "FJ" in parties_in("SIDS")


def test_a_row_is_tidied():
    (row,) = read_register(
        HEAD + "cbd-fp1,Kenya, Grace  Wanjiru ,Grace@Environment.KE,EN,yes,'+254 20\n"
    ).rows

    assert (row.kind, row.party, row.name) == ("CBD-FP1", "KE", "Grace Wanjiru")
    assert (row.email, row.language, row.deputy, row.phone) == ("grace@environment.ke", "en", True, "+254 20")


def test_a_mistake_names_its_line_and_the_others_stand():
    reading = read_register(
        HEAD
        + "CBD-FP1,KE,Grace,grace@example.org,en,,\n"
        + "CBD-FP1,XX,Nobody,nobody@example.org,en,,\n"
        + "\n"
        + "FP-99,KE,Somebody,somebody@example.org,en,,\n"
        + "ABS-FP,ML,Moussa,no address,fr,,\n"
        + "ABS-FP,,Homeless,homeless@example.org,fr,,\n"
        + "CBD-FP1,KE,Grace again,GRACE@example.org,en,,\n"
    )

    assert [row.name for row in reading.rows] == ["Grace"]
    assert [mistake.line for mistake in reading.mistakes] == [3, 5, 6, 7, 8]
    assert "line 2" in str(reading.mistakes[-1].message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_save_in_many_ways(encoding):
    text = HEAD.replace(",", ";") + "CBD-FP1;ML;Traoré;moussa@example.org;fr;;\n"

    (row,) = read_register(decode(text.encode(encoding))).rows

    assert row.name == "Traoré"


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3\n", "kind,name\nCBD-FP1,Grace\n"])
def test_without_its_columns_a_file_is_refused(text):
    with pytest.raises(Invalid):
        read_register(text)


def test_what_is_no_text_is_refused():
    with pytest.raises(Invalid):
        decode(b"PK\x03\x04" + bytes(100))


def test_an_export_can_be_imported_again_and_holds_no_formulas():
    entry = Entry(
        kind="CBD-FP1", party="KE", title="Ms", name="=Grace", position="", organisation="", phone="+254 20",
        email="grace@example.org", language="en", deputy=False,
    )  # fmt: skip

    text = decode(to_csv([entry]))

    assert "'=Grace" in text
    (row,) = read_register(text).rows
    assert (row.name, row.phone, row.deputy) == ("=Grace", "+254 20", False)


@pytest.mark.parametrize("typed", ["a@b", "a b@c.org", "@c.org", "a@@c.org", "x" * 250 + "@c.org", ""])
def test_what_is_no_address(typed):
    assert tidy_address(typed) is None
