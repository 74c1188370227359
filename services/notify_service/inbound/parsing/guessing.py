"""Which of the older charsets bytes are in, by how much the text looks like a language."""

import unicodedata

# Asked in this order; the first of equals wins.
_CANDIDATES = ("cp1252", "cp1251", "cp1256", "gb18030", "big5hkscs", "cp932", "koi8_r", "cp949", "cp1250")
_ENOUGH = 4000
_COMMON = frozenset(
    # simplified and traditional Chinese
    "的一是不了在人有我他这中大来上个国和也子时道出要你会对生能而年得就那下以可自之发后作里用过家方成多然"
    "于心去样日十主看法事文见前面又其已从什么同着没无行本定新问动进力位者此些重把应工等现关分其全间部经"
    "意并第种明电长两高想理使手点实加情法本水正公合区目提体给由见接结论报告组织请谢您好们与及或为将"
    "這來個國會時對發後過從樣沒無關問動進應現間經種電長兩實請謝們與為將開說還體機學會議員見計畫"
    # Japanese
    "日本語私人年会社時間分今回上下送信件名様御願致申返事連絡確認資料添付"
    # the most frequent syllables of Korean
    "이다는을에의가고하지로한기사도자대어은를인시그있리나정해스일수서전부라보안요니습합감드장제"
    "여원주구과으만들성년상조선생경내문국민"
)
_FREQUENT = frozenset("оеаинтсрвлкмдпузыьябгієїالويمنرتبهدعسكفقحةىجأ،؛؟")
_TYPOGRAPHY = frozenset("“”‘’„«»–—…•·°€№§©®™、。，；：？！「」『』（）《》\u00a0\u3000ªº")


def best_charset(data: bytes) -> str:
    """The candidate under which the bytes look most like words."""
    sample = _sample(data)
    return max(_CANDIDATES, key=lambda charset: plausibility(sample.decode(charset, "replace")))


def _sample(data: bytes) -> bytes:
    """Enough of the bytes to judge by: from the first that is not ASCII on."""
    if len(data) <= _ENOUGH:
        return data
    start = next((place for place, byte in enumerate(data) if byte > 127), 0)
    start = data.rfind(b"\n", 0, start) + 1
    return data[start : start + _ENOUGH]


def plausibility(text: str) -> float:
    """Between -2 and 1: how much the signs beyond ASCII stand as they do in a language."""
    text = text[:_ENOUGH]
    points = [
        _point(sign, text[place - 1] if place else " ", text[place + 1 : place + 2] or " ")
        for place, sign in enumerate(text)
        if ord(sign) > 127
    ]
    return sum(points) / len(points) if points else 1.0


def _point(sign: str, before: str, after: str) -> float:
    if sign in _COMMON or "\u3041" <= sign <= "\u30fc":
        return 1.0
    if sign in "¿¡":
        return 1.0 if _is_plain(after) else 0.2
    if sign in _TYPOGRAPHY:
        return 0.6
    if "\u00c0" <= sign <= "\u06ff" and sign not in "×÷":
        return _letter(sign, before, after)
    return _other(sign)


def _letter(sign: str, before: str, after: str) -> float:
    """A letter of one of the alphabets, between its neighbours."""
    if sign < "\u0180":
        return _accented(sign, before, after)
    if _is_plain(before) or _is_plain(after):
        # No word mixes alphabets.
        return -0.5
    if sign < "\u0530":
        return _cased(sign, before)
    return (1.0 if sign in _FREQUENT else 0.5) if "\u0600" <= sign <= "\u066d" else 0.2


def _other(sign: str) -> float:
    if "\u4e00" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3":
        return 0.3
    return -2.0 if unicodedata.category(sign) in ("Cc", "Co", "Cn", "So") else -0.4


def _cased(sign: str, before: str) -> float:
    """Capital letters begin words or stand among capitals; they do not follow small ones."""
    frequent = 0.0 if sign.lower() in _FREQUENT else -0.3
    if sign.islower():
        return frequent + 1.0
    if before.islower():
        return -0.6
    return frequent + (0.6 if before.isupper() else 0.7)


def _accented(sign: str, before: str, after: str) -> float:
    """An accented letter stands beside plain ones."""
    if sign.isupper() and before.islower():
        return -0.8
    if _is_plain(before) or _is_plain(after):
        return (0.9 if sign < "\u0100" else 0.75) if sign.islower() else 0.5
    return 0.3 if sign in "àéèáíóúñüöäçß" and not (before.isalpha() or after.isalpha()) else 0.1


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
