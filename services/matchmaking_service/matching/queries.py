"""Bring stored rows into the form matching works with, and keep that form in memory."""

from collections.abc import Iterable
from threading import Lock
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, selectinload

from matchmaking_service.matching.concepts import find_concepts
from matchmaking_service.matching.corpus import Corpus, Entry, Item
from matchmaking_service.matching.lexical import text_of, vectorise
from matchmaking_service.matching.models import Match, MatchModel
from matchmaking_service.matching.ranking import Ranked, rank
from matchmaking_service.matching.scoring import Constants
from matchmaking_service.matching.wish import Wish
from matchmaking_service.needs.models import Need
from matchmaking_service.parties.models import Party
from matchmaking_service.providers.models import EvidenceItem, Provider

# One corpus for each database that this process speaks to.
_corpora: "WeakKeyDictionary[Engine, Corpus]" = WeakKeyDictionary()
_refreshing = Lock()

_CHUNK = 200


def current_corpus(session: Session) -> Corpus:
    """The corpus as of now; only providers that changed are read anew."""
    engine = session.get_bind().engine
    fingerprint = providers_fingerprint(session)
    corpus = _corpora.get(engine)
    if corpus is not None and corpus.fingerprint == fingerprint:
        return corpus
    with _refreshing:
        corpus = _refreshed(session, _corpora.get(engine), fingerprint)
        _corpora[engine] = corpus
    return corpus


def providers_fingerprint(session: Session) -> str:
    """Changes whenever any listed provider does: revisions only grow, so count and sum tell."""
    query = select(func.count(), func.coalesce(func.sum(Provider.revision), 0)).where(Provider.listed)
    count, revisions = session.execute(query).one()
    return f"{count}.{revisions}"


def _refreshed(session: Session, old: Corpus | None, fingerprint: str) -> Corpus:
    if old is not None and old.fingerprint == fingerprint:
        return old
    known = {entry.id: entry for entry in old.entries} if old else {}
    revisions = dict(session.execute(select(Provider.id, Provider.revision).where(Provider.listed)).all())
    entries = {key: known[key] for key in revisions if key in known and known[key].revision == revisions[key]}
    entries.update(_read(session, [key for key in revisions if key not in entries]))
    return Corpus(sorted(entries.values(), key=lambda entry: entry.slug), fingerprint)


def _read(session: Session, wanted: list[UUID]) -> Iterable[tuple[UUID, Entry]]:
    for start in range(0, len(wanted), _CHUNK):
        query = (
            select(Provider)
            .where(Provider.id.in_(wanted[start : start + _CHUNK]))
            .options(selectinload(Provider.evidence), selectinload(Provider.coverage))
            .options(selectinload(Provider.hosts))
        )
        for provider in session.scalars(query):
            yield provider.id, _entry(session, provider)


def _entry(session: Session, provider: Provider) -> Entry:
    return Entry(
        id=provider.id,
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        revision=provider.revision,
        open_to_all=provider.open_to_all,
        covered=frozenset(one.party_code for one in provider.coverage),
        home=_home(session, provider),
        languages=frozenset(provider.languages),
        assistance=frozenset(provider.assistance),
        targets=frozenset(provider.targets),
        ecosystems=frozenset(provider.ecosystems),
        capacity=provider.capacity,
        load=provider.load,
        items=tuple(_item(item) for item in provider.evidence),
    )


def _home(session: Session, provider: Provider) -> frozenset[str]:
    """The subregions its hosts sit in."""
    parties = (session.get(Party, host.country) for host in provider.hosts if host.country)
    return frozenset(party.subregion for party in parties if party)


def _item(item: EvidenceItem) -> Item:
    text = text_of(item.title, item.description)
    return Item(
        title=item.title,
        language=item.language,
        vector=vectorise(text, language=item.language),
        concepts=find_concepts(text, language=item.language),
    )


def current_model(session: Session) -> MatchModel:
    """The newest version of the ranking."""
    return session.scalars(select(MatchModel).order_by(MatchModel.version.desc()).limit(1)).one()


def rank_for(session: Session, need: Need) -> list[Ranked]:
    """Every provider for a need, best first."""
    constants = Constants(**current_model(session).constants)
    return rank(wish_of(need), current_corpus(session), constants)


def rank_wish(session: Session, wish: Wish) -> list[Ranked]:
    """Every provider for a need that is not stored."""
    return rank(wish, current_corpus(session), Constants(**current_model(session).constants))


def wish_of(need: Need, *, served_by: Iterable[str] = ()) -> Wish:
    """A stored need as matching sees it."""
    party = need.party
    return Wish(
        title=need.title,
        description=f"{need.statement}\n{need.other_requests}".strip(),
        language=need.language,
        languages=frozenset(need.languages),
        targets=frozenset(need.targets),
        assistance=frozenset(need.assistance),
        ecosystems=frozenset(need.ecosystems),
        party=party.code,
        subregion=party.subregion,
        ldc=party.ldc,
        sids=party.sids,
        lldc=party.lldc,
        served_by=frozenset(served_by),
    )


def stored_matches(session: Session, need: Need) -> list[Match]:
    """The scores on record for a need, of the newest model, best first."""
    newest = select(func.max(Match.model_version)).where(Match.need_id == need.id).scalar_subquery()
    query = (
        select(Match)
        .where(Match.need_id == need.id, Match.model_version == newest)
        .options(selectinload(Match.provider))
        .order_by(Match.eligible.desc(), Match.total.desc(), Match.text_score.desc())
    )
    return list(session.scalars(query))
