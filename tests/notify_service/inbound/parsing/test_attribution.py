"""Sentences that programs write above a quote, and sentences of people."""

import pytest

from notify_service.inbound.parsing.attribution import attribution_at
from notify_service.inbound.parsing.header_blocks import begins_other_mail
from notify_service.inbound.parsing.lines import lines_of

PROGRAMS = (
    "Am Fr., 20. Nov. 2026 um 10:12 Uhr schrieb Taxonomy Forum <a@b.example>:",
    "Am 20.11.2026 um 10:12 schrieb Taxonomy Forum:",
    'Am 20.11.26, 10:12 schrieb "Forum" <a@b.example>:',
    "Gesendet: Freitag, 20. November 2026 um 10:12 Uhr schrieb Forum <a@b.example>:",
    "Em sex., 20 de nov. de 2026 às 10:12, Forum <a@b.example> escreveu:",
    "Em 20/11/2026 10:12, Forum escreveu:",
    "Il giorno ven 20 nov 2026 alle ore 10:12 Forum <a@b.example> ha scritto:",
    "Il 20/11/2026 10:12, Forum ha scritto:",
    "Op vr 20 nov 2026 om 10:12 schreef Forum <a@b.example>:",
    "Op 20-11-2026 om 10:12 schreef Forum:",
    "pt., 20 lis 2026 o 10:12 Forum <a@b.example> napisał(a):",
    "W dniu 20.11.2026 o 10:12, Forum pisze:",
    "Den fre 20 nov. 2026 kl 10:12 skrev Forum <a@b.example>:",
    "Den fre. 20. nov. 2026 kl. 10.12 skrev Forum <a@b.example>:",
    "pe 20. marrask. 2026 klo 10.12 Forum (a@b.example) kirjoitti:",
    "Forum <a@b.example>, 20 Kas 2026 Cum, 10:12 tarihinde şunu yazdı:",
    "2026年11月20日(金) 10:12 Forum <a@b.example>:",
    "2026/11/20 10:12、Forum <a@b.example>のメール:",
    "2026년 11월 20일 (금) 오전 10:12, Forum <a@b.example>님이 작성:",
    "Pada tanggal Jum, 20 Nov 2026 pukul 10.12 Forum <a@b.example> menulis:",
    "Vào Th 6, 20 thg 11, 2026 vào lúc 10:12 Forum <a@b.example> đã viết:",
    "пт, 20 лист. 2026 р. о 10:12 Forum <a@b.example> пише:",
    "20.11.2026 10:12, Forum пишет:",
    "20 ноября 2026 г. 10:12:11 Forum <a@b.example> написал:",
    "Пятница, 20 ноября 2026, 10:12 +03:00 от Forum <a@b.example>:",
    "On Fri, Nov 20, 2026 at 10:12 AM 'Forum' via Experts <a@b.example> wrote:",
    "On 2026-11-20 10:12, Forum wrote:",
    "On Friday, November 20th, 2026 at 10:12, Forum <a@b.example> wrote:",
    "On Friday, November 20, 2026 at 10:12:11 AM GMT+3, Forum <a@b.example> wrote:",
    "On Friday 20 November 2026 10:12:11 Forum wrote:",
    "Forum <a@b.example> writes:",
    "Forum <a@b.example> wrote on 20/11/2026 10:12:11:",
    '"Forum" <a@b.example> wrote on Fri 20 Nov at 10:12:',
    "Le vendredi 20 novembre 2026 à 10:12:11 UTC+3, Forum <a@b.example> a écrit :",
    "Le 20 nov. 2026 à 10:12 +0300, Forum <a@b.example>, a écrit :",
    "El vie., 20 de nov. de 2026 10:12 a. m., Forum <a@b.example> escribió:",
    "El viernes, 20 de noviembre de 2026, Forum <a@b.example> escribió:",
    "El 20/11/26 a las 10:12, Forum escribió:",
    "Em qui, 20 de nov de 2026 10:12, Forum <a@b.example> escreveu:",
    "في الجمعة، ٢٠ نوفمبر ٢٠٢٦ ١٠:١٢ ص Forum <a@b.example> كتب:",
    "في الجمعة، 20 نوفمبر، 2026 10:12 ص، Forum <a@b.example> كتبت:",
    "بتاريخ 20/11/2026 10:12 م، كتب Forum:",
    "在 2026年11月20日星期五，Forum <a@b.example> 写道：",
    "Forum <a@b.example> 於 2026年11月20日 週五 上午10:12寫道：",
    "在2026年11月20日 10:12，Forum<a@b.example> 写道：",
    'At 2026-11-20 10:12:11, "Forum" <a@b.example> wrote:',
    "At 10:12 20/11/2026, Forum wrote:",
    "On Ijumaa, 20 Nov 2026 saa 10:12 Forum <a@b.example> aliandika:",
    "Mnamo Ijm, 20 Nov 2026 saa 10:12 Forum <a@b.example> aliandika:",
    "در تاریخ جمعه ۲۰ نوامبر ۲۰۲۶ ساعت ۱۰:۱۲ Forum <a@b.example> نوشت:",
    "\u202bבתאריך יום ו׳, 20 בנוב׳ 2026 ב-10:12 מאת \u202aForum\u202c <\u202aa@b.example\u202c\u200f>:\u202c",
    "---- On Fri, 20 Nov 2026 10:12:11 +0300 Forum <a@b.example> wrote ----",
    'On 20 Nov 2026 10:12, "Forum" <a@b.example> wrote:',
    "Sent: Friday 20 Nov 2026 at 10:12, from Forum <a@b.example>:",
)
PEOPLE = (
    "On 3 May 2026 we wrote to the Secretariat as follows:",
    "In 2020 the Parties wrote:",
    "Please write to info@example.org before 12 May 2026:",
    "The meeting is on 20 November 2026 at 10:12, and the agenda is:",
    "Contact: Anna Smith <anna@example.org>, tel 10:30 to 12:00:",
    "12 May 2026, 10:00-12:00, room 4:",
    "Our comments of 12.05.2026, sent by info@example.org:",
    "El 12 de mayo escribimos a las 10:00 lo siguiente:",
    "2026年5月12日10:00会议如下：",
    "12 мая 2026 г. в 10:00 мы написали следующее:",
    "في 12 مايو 2026 كتبنا ما يلي:",
    "As Anna wrote on 12 May:",
    "We wrote:",
)


@pytest.mark.parametrize("sentence", PROGRAMS)
def test_a_sentence_of_a_program_is_known_without_any_marks_of_a_quote(sentence: str) -> None:
    assert attribution_at(lines_of(f"{sentence}\n\nold words"), 0, before_quote=False) == 1


@pytest.mark.parametrize("sentence", PEOPLE)
def test_a_sentence_of_a_person_is_left_alone(sentence: str) -> None:
    assert attribution_at(lines_of(f"{sentence}\n\nnew words"), 0, before_quote=False) == 0


@pytest.mark.parametrize("sentence", PROGRAMS)
def test_a_sentence_may_be_broken_over_lines(sentence: str) -> None:
    broken = sentence.replace(" <", "\n<", 1)

    assert attribution_at(lines_of(f"{broken}\n> old words"), 0, before_quote=True) == 1 + broken.count("\n")


def test_the_name_somebody_signed_with_is_no_part_of_it() -> None:
    lines = lines_of("Amina\nOn 20 Nov 2026 at 10:12, Forum <a@b.example> wrote:\n> old words")

    assert attribution_at(lines, 0, before_quote=True) == 0
    assert attribution_at(lines, 1, before_quote=True) == 1


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("From: Forum <a@b.example>\nSent: 20 November 2026\nTo: Wei\nSubject: Draft", True),
        ("De : Forum <a@b.example>\nEnvoyé : vendredi\nÀ : Wei\nObjet : Projet", True),
        ("差出人: Forum <a@b.example>\n送信日時: 2026年11月20日\n宛先: Wei\n件名: 案", True),
        ("Von: Forum\nGesendet: Freitag\nAn: Wei\nBetreff: Entwurf", True),
        ("-----Original Message-----", True),
        ("-------- Пересылаемое сообщение --------", True),
        ("From: Nairobi\nTo: Montreal\nDate: 12 May", False),
        ("Date: 12 May\nPlace: Rome\nSubject: the draft", False),
        ("To: be decided\n\nFrom: the chair\n\nSubject: the draft", False),
        ("- - -", False),
        ("The original message was lost.", False),
    ],
)
def test_another_mail_begins_with_its_headers(text: str, begins: bool) -> None:
    assert begins_other_mail(lines_of(text), 0) is begins
