"""What the deliverability page says, in plain words."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SKIPPED: dict[str, LazyString] = {
    "read": _l("Read on the site before the mail went out"),
    "full_day": _l("The member had as many mails that day as they want; it went into the digest"),
    "address_held": _l("The address is on hold"),
    "account_closed": _l("The account is closed"),
    "no_account": _l("There is no such account"),
    "expired": _l("A code that was no longer valid"),
    "withdrawn": _l("What it told was taken down"),
    "empty": _l("Nothing new was left to tell"),
}
HOLDS: dict[str, LazyString] = {
    "refused": _l("The mail server says that this address does not exist"),
    "hard": _l("Mails came back: the address does not exist or takes no mail"),
    "soft": _l("Mails came back again and again: the mailbox is full or out of order"),
    "complaint": _l("A mail was reported as spam"),
}
TOPICS: dict[str, LazyString] = {
    "mx": _l("Mail to us (MX)"),
    "spf": _l("Who sends for us (SPF)"),
    "dkim": _l("Signature (DKIM)"),
    "dmarc": _l("Protection of our name (DMARC)"),
}
VERDICTS: dict[str, tuple[LazyString, str]] = {
    "good": (_l("In order"), "success"),
    "weak": (_l("To be improved"), "warning"),
    "missing": (_l("Missing"), "danger"),
    "unknown": (_l("Not known"), ""),
}
FINDINGS: dict[str, LazyString] = {
    "no_answer": _l("The name service did not answer. It is asked again in a few hours."),
    "mx_good": _l("Replies and reports on our mails find their way to us."),
    "mx_missing": _l("The domain names no server that takes its mail: nobody can answer by mail."),
    "mx_null": _l("The domain says that it takes no mail at all: nobody can answer by mail."),
    "spf_good": _l("The domain names the servers that send its mail, and no others."),
    "spf_missing": _l(
        "The domain does not say which servers send its mail. Large providers then take our mails for spam. "
        "Add a TXT record that begins with v=spf1, names the mail server and ends with -all."
    ),
    "spf_twice": _l("There is more than one record; servers then ignore all of them. Join them into one."),
    "spf_long": _l("The record needs more than ten look-ups; servers then give up. Name fewer others in it."),
    "spf_open": _l("The record allows every server in the world to send for us. Let it end with -all."),
    "spf_no_end": _l("The record does not say what to do with all other servers. Let it end with -all."),
    "dkim_good": _l("The key to check our signatures with is published."),
    "dkim_missing": _l(
        "No key is published under the name we sign with (CORRIDOR_DKIM_SELECTOR). "
        "Without a signature, large providers refuse mails or take them for spam."
    ),
    "dkim_broken": _l("The published key cannot be read. Publish it again, whole."),
    "dkim_revoked": _l("The published key is empty: our signatures count as withdrawn."),
    "dkim_other_key": _l("The published key is not the one we sign with: every signature fails."),
    "dkim_short": _l("The key is short by the standards of today. Make a new one of 2048 bits."),
    "dmarc_good": _l("Servers know what to do with mails that only pretend to be ours."),
    "dmarc_missing": _l(
        "The domain does not say what to do with mails that only pretend to be ours. "
        "Large providers ask for it: add the TXT record _dmarc with v=DMARC1; p=quarantine."
    ),
    "dmarc_twice": _l("There is more than one record; servers then ignore all of them. Keep one."),
    "dmarc_broken": _l("The record says no policy that servers understand: none, quarantine or reject."),
    "dmarc_none": _l(
        "The policy is to do nothing (p=none). Once all is in order, ask for quarantine or reject."
    ),
    "dmarc_part": _l("The policy holds for a part of the mails only (pct). Let it hold for all."),
}
