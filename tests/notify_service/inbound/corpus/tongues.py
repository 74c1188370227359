"""People of six languages: what they write, what they answer to, and what their programs say in between."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """A language as mail programs use it."""

    code: str
    own: tuple[str, ...]
    quote: tuple[str, ...]
    author: str
    closing: str
    gmail: str
    apple: str
    thunderbird: str
    labels: tuple[str, str, str, str]
    original: str
    sent: str
    phone: str
    outlook_mobile: str
    print: str
    charset: str


ENGLISH = Tongue(
    code="en",
    own=(
        "We support option B. On 12 May the working group wrote a similar text, see chapter 3:",
        "From our side: the dates are fine, and the annex can stay as it is.",
    ),
    quote=(
        "The draft decision is open for comments until Friday.",
        "Please send us what your country thinks of it.",
    ),
    author="Amina Odhiambo",
    closing="Kind regards,",
    gmail="On Fri, 20 Nov 2026 at 10:12, {name} <{address}> wrote:",
    apple="On 20 Nov 2026, at 10:12, {name} <{address}> wrote:",
    thunderbird="On 20/11/2026 10:12, {name} wrote:",
    labels=("From", "Sent", "To", "Subject"),
    original="-----Original Message-----",
    sent="Friday, November 20, 2026 10:12 AM",
    phone="Sent from my iPhone",
    outlook_mobile="Get Outlook for iOS",
    print="This e-mail and any attachments are confidential and intended solely for the addressee.",
    charset="iso-8859-1",
)
FRENCH = Tongue(
    code="fr",
    own=(
        "Nous sommes d’accord avec le texte proposé, à une réserve près : le délai du point 4.",
        "Le 12 mai, notre ministère a écrit à tous les points focaux à ce sujet.",
    ),
    quote=(
        "Le projet de décision est ouvert aux commentaires jusqu’à vendredi.",
        "Merci de nous faire part de vos vues.",
    ),
    author="Élodie Ngono",
    closing="Bien cordialement,",
    gmail="Le ven. 20 nov. 2026 à 10:12, {name} <{address}> a écrit :",
    apple="Le 20 nov. 2026 à 10:12, {name} <{address}> a écrit :",
    thunderbird="Le 20/11/2026 à 10:12, {name} a écrit :",
    labels=("De", "Envoyé", "À", "Objet"),
    original="-----Message d'origine-----",
    sent="vendredi 20 novembre 2026 10:12",
    phone="Envoyé de mon iPhone",
    outlook_mobile="Obtenez Outlook pour Android",
    print="Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires.",
    charset="windows-1252",
)
SPANISH = Tongue(
    code="es",
    own=(
        "¿Podríamos añadir una referencia a las comunidades locales? Lo demás nos parece bien.",
        "El 12 de mayo el grupo escribió que faltaban datos; ya están en el anexo.",
    ),
    quote=(
        "El proyecto de decisión está abierto a comentarios hasta el viernes.",
        "Rogamos nos envíen su opinión.",
    ),
    author="Lucía Muñoz",
    closing="Saludos cordiales,",
    gmail="El vie, 20 nov 2026 a las 10:12, {name} (<{address}>) escribió:",
    apple="El 20 nov 2026, a las 10:12, {name} <{address}> escribió:",
    thunderbird="El 20/11/2026 a las 10:12, {name} escribió:",
    labels=("De", "Enviado el", "Para", "Asunto"),
    original="-----Mensaje original-----",
    sent="viernes, 20 de noviembre de 2026 10:12",
    phone="Enviado desde mi iPhone",
    outlook_mobile="Obtener Outlook para Android",
    print="Este mensaje contiene información confidencial y está dirigido únicamente a su destinatario.",
    charset="iso-8859-15",
)
RUSSIAN = Tongue(
    code="ru",
    own=(
        "Мы поддерживаем второй вариант, но просим уточнить сроки представления докладов.",
        "12 мая секретариат писал об этом: срок можно продлить до конца года.",
    ),
    quote=("Проект решения открыт для замечаний до пятницы.", "Просим сообщить мнение вашей страны."),
    author="Ирина Соколова",
    closing="С уважением,",
    gmail="пт, 20 нояб. 2026 г. в 10:12, {name} <{address}>:",
    apple="20 нояб. 2026 г., в 10:12, {name} <{address}> написал(а):",
    thunderbird="20.11.2026 10:12, {name} пишет:",
    labels=("От", "Отправлено", "Кому", "Тема"),
    original="-----Исходное сообщение-----",
    sent="20 ноября 2026 г. 10:12",
    phone="Отправлено с iPhone",
    outlook_mobile="Скачать Outlook для Android",
    print="Это сообщение является конфиденциальным и предназначено только для адресата.",
    charset="koi8-r",
)
ARABIC = Tongue(
    code="ar",
    own=(
        "نوافق على النص المقترح، ونرجو إضافة إشارة إلى المجتمعات المحلية في الفقرة الرابعة.",
        "هل يمكن تمديد الموعد النهائي إلى نهاية الشهر؟",
    ),
    quote=("مشروع المقرر مفتوح للتعليقات حتى يوم الجمعة.", "نرجو منكم إرسال آراء بلدكم."),
    author="ليلى حداد",
    closing="مع أطيب التحيات،",
    gmail="في الجمعة، 20 نوفمبر 2026 في 10:12 ص تمت كتابة ما يلي بواسطة {name} <{address}>:",
    apple="في ٢٠ نوفمبر ٢٠٢٦، الساعة ١٠:١٢ ص، كتب {name} <{address}>:",
    thunderbird="في 20/11/2026 10:12 ص، كتب {name}:",
    labels=("من", "تم الإرسال", "إلى", "الموضوع"),
    original="-----الرسالة الأصلية-----",
    sent="الجمعة، ٢٠ نوفمبر ٢٠٢٦ ١٠:١٢ ص",
    phone="أُرسلت من الـ iPhone",
    outlook_mobile="الحصول على Outlook لـ Android",
    print="هذه الرسالة سرية ومخصصة للمرسل إليه فقط.",
    charset="windows-1256",
)
CHINESE = Tongue(
    code="zh",
    own=("我们支持第二种方案，但建议在第四段中提及地方社区。", "五月十二日秘书处曾写过，截止日期可以延长。"),
    quote=("决定草案在星期五之前征求意见。", "请将贵国的看法发给我们。"),
    author="王丽",
    closing="谨致问候",
    gmail="{name} <{address}> 于2026年11月20日周五 10:12写道：",
    apple="在 2026年11月20日，10:12，{name} <{address}> 写道：",
    thunderbird="在 2026/11/20 10:12, {name} 写道:",
    labels=("发件人", "发送时间", "收件人", "主题"),
    original="-----邮件原件-----",
    sent="2026年11月20日 10:12",
    phone="发自我的 iPhone",
    outlook_mobile="获取 Outlook for Android",
    print="本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的收件人。",
    charset="gb2312",
)
TONGUES = (ENGLISH, FRENCH, SPANISH, RUSSIAN, ARABIC, CHINESE)
