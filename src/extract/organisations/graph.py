"""The graph behind linking: names as nodes, and edges that say that two names are one body, and why.

============= ==========================================================================================
``alias``      the user's ``aliases.csv`` says so
``lexicon``    the lexicon knows both as names of one body (工信部, 工业和信息化部)
``document``   a document declares or infers the short form, and no other body of the corpus claims it
``legal``      they differ only in the legal form (某某集团, 某某集团有限公司)
============= ==========================================================================================
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from extract.organisations.aliases import Alias
from extract.organisations.lexicon import load_lexicon
from extract.organisations.naming import FindPlaces, NormalName, fold, legal_base, normalise
from extract.records import OrganisationMention, OrganisationType

Evidence = Literal["alias", "lexicon", "document", "legal"]
MIN_LEGAL_BASE = 4
_RANKS: Mapping[str, int] = {"alias": 0, "lexicon": 1, "document": 2, "legal": 3}


class MentionGroup(Protocol):
    """All mentions that one document makes of a name, and one of them to stand for all."""

    @property
    def doc_id(self) -> str:
        """The document."""
        ...

    @property
    def published_on(self) -> dt.date | None:
        """Its day of publication, if known."""
        ...

    @property
    def mention(self) -> OrganisationMention:
        """The mention that stands for the group."""
        ...

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every form written."""
        ...

    @property
    def count(self) -> int:
        """The number of mentions."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One merge: ``form`` was taken for ``name`` because of ``evidence``; ``n_documents`` have the form."""

    organisation_id: str
    form: str
    name: str
    evidence: Evidence
    n_documents: int


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation of the corpus: its id, its name, and the place that its name tells (or an empty string)."""

    organisation_id: str
    name: str
    place: str


class NameGraph:
    """Names as nodes, reasons as edges. Nodes and edges are sets, so the order of arrival leaves no trace."""

    def __init__(self, aliases: Sequence[Alias], find_places: FindPlaces) -> None:
        self._aliases = aliases
        self._find_places = find_places
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._documents: dict[str, set[str]] = defaultdict(set)
        self._normal: dict[tuple[str, OrganisationType, str], NormalName] = {}
        self._places: dict[str, str] = {}
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._claims: dict[str, set[str]] = defaultdict(set)
        self._roots: dict[str, str] = {}
        self._known: dict[str, set[str]] = defaultdict(set)
        self._official: dict[str, set[str]] = defaultdict(set)
        self._reasons: set[tuple[int, str, str, Evidence]] = set()

    def add(self, group: MentionGroup) -> str:
        """Take in a group; return its node."""
        mention = group.mention
        node = self._node(mention.name, mention, group.doc_id)
        self._documents[node].add(group.doc_id)
        self._kinds[node][mention.type] += group.count
        for surface in {mention.text, *group.surfaces}:
            form = self._node(surface, mention, group.doc_id)
            self._documents[form].add(group.doc_id)
            if form != node:
                self._claims[form].add(node)
        return node

    def _node(self, name: str, mention: OrganisationMention, doc_id: str) -> str:
        # The same names stand in many documents.
        told = (name, mention.type, mention.region_id)
        normal = self._normal.get(told)
        if normal is None:
            normal = self._normal[told] = normalise(*told, self._find_places)
        node = f"{normal.key}|{doc_id}" if normal.relative else normal.key
        if name not in self._names[node]:
            for form in (name, "" if normal.place or normal.relative else normal.rest):
                known = load_lexicon().names.get(form)
                if known is not None and known.full:
                    self._known[node].add(known.full)
                    self._official[node].add(known.full)
        self._names[node][name] += 1
        self._places.setdefault(node, normal.place)
        return node

    def join(self) -> None:
        """Collect the edges, then apply them from the strongest to the weakest."""
        edges = {*self._alias_edges(), *self._lexicon_edges(), *self._document_edges(), *self._legal_edges()}
        apart = {
            frozenset((fold(alias.form), fold(alias.organisation)))
            for alias in self._aliases
            if alias.action == "separate"
        }
        for rank, form, full, evidence in sorted(edges):
            if self._root(form) != self._root(full) and self._may_join(form, full, evidence, apart):
                low, high = sorted((self._root(form), self._root(full)))
                self._roots[high] = low
                self._official[low] |= self._official[high]
                self._reasons.add((rank, form, full, evidence))

    def _root(self, node: str) -> str:
        while node in self._roots:
            node = self._roots[node]
        return node

    def _members(self, root: str) -> list[str]:
        return [node for node in self._names if self._root(node) == root]

    def _may_join(self, form: str, full: str, evidence: Evidence, apart: set[frozenset[str]]) -> bool:
        """Whether nothing keeps the two apart: neither the user, nor the lexicon, which knows both as different."""
        left_official, right_official = self._official[self._root(form)], self._official[self._root(full)]
        if evidence != "alias" and left_official and right_official and left_official != right_official:
            return False
        if not apart:
            return True
        left = {fold(name) for node in self._members(self._root(form)) for name in self._names[node]}
        right = {fold(name) for node in self._members(self._root(full)) for name in self._names[node]}
        return not any(frozenset((a, b)) in apart for a in left for b in right)

    def _alias_edges(self) -> Iterable[tuple[int, str, str, Evidence]]:
        by_name = self._nodes_by_name()
        for alias in self._aliases:
            if alias.action != "merge":
                continue
            for form in sorted(by_name.get(fold(alias.form), ())):
                for full in sorted(by_name.get(fold(alias.organisation), ())):
                    yield (_RANKS["alias"], form, full, "alias")

    def _lexicon_edges(self) -> Iterable[tuple[int, str, str, Evidence]]:
        bodies: dict[str, set[str]] = defaultdict(set)
        for node, known in self._known.items():
            for full in known:
                bodies[full].add(node)
        for nodes in bodies.values():
            first, *others = sorted(nodes)
            for other in others:
                yield (_RANKS["lexicon"], other, first, "lexicon")

    def _document_edges(self) -> Iterable[tuple[int, str, str, Evidence]]:
        for form, owners in self._claims.items():
            if len(owners) == 1:
                yield (_RANKS["document"], form, next(iter(owners)), "document")

    def _legal_edges(self) -> Iterable[tuple[int, str, str, Evidence]]:
        bases: dict[str, set[str]] = defaultdict(set)
        for node, forms in self._names.items():
            kinds = self._kinds.get(node)
            if kinds and kinds.most_common(1)[0][0] in {"company", "finance"}:
                for form in forms:
                    bases[legal_base(form)].add(node)
        for base, nodes in bases.items():
            if len(base) >= MIN_LEGAL_BASE and len(nodes) == 2:
                first, second = sorted(nodes)
                yield (_RANKS["legal"], first, second, "legal")

    def _nodes_by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for node, forms in self._names.items():
            for form in forms:
                found[fold(form)].add(node)
        return found

    def bodies(self) -> dict[str, Body]:
        """Return the body of every node. Where the user keeps two bodies of one official name apart, one keeps it."""
        grouped: dict[str, list[str]] = defaultdict(list)
        for node in self._names:
            grouped[self._root(node)].append(node)
        named: dict[str, list[list[str]]] = defaultdict(list)
        for nodes in grouped.values():
            named[self._official_name(nodes)].append(sorted(nodes))
        found: dict[str, Body] = {}
        for official, rivals in named.items():
            rivals.sort(key=lambda nodes: (official not in self._forms(nodes), nodes))
            for rank, nodes in enumerate(rivals):
                found.update(dict.fromkeys(nodes, self._body(nodes, official if rank == 0 else "")))
        return found

    def _forms(self, nodes: Iterable[str]) -> set[str]:
        return {form for node in nodes for form in self._names[node]}

    def _official_name(self, nodes: Sequence[str]) -> str:
        """Return the name that the user or the lexicon gives the body, or an empty string."""
        folded = {fold(form) for form in self._forms(nodes)}
        chosen = [a.organisation for a in self._aliases if a.action != "separate" and fold(a.form) in folded]
        known = {full for node in nodes for full in self._known[node]}
        return min(chosen or known, key=lambda form: (-len(form), form), default="")

    def _body(self, nodes: Sequence[str], official: str) -> Body:
        name = official or min(self._forms(nodes), key=lambda form: (-len(form), form))
        owners = [node for node in nodes if name in self._names[node]] or list(nodes)
        place = next((self._places[node] for node in owners if self._places[node]), "")
        scope = fold(official) if official else owners[0]
        digest = hashlib.sha256(scope.encode()).hexdigest()[:16]
        return Body(f"org_{digest}", name, place)

    def merges(self, bodies: Mapping[str, Body]) -> tuple[Merge, ...]:
        """Return what was merged and why, one row for each form; several nodes of one form (省科技厅) share a row."""
        documents: dict[tuple[str, str, str, Evidence], set[str]] = defaultdict(set)
        for _, form, full, evidence in self._reasons:
            names = self._written(form), self._written(full)
            if names[0] != names[1]:
                documents[bodies[form].organisation_id, *names, evidence] |= self._documents[form]
        return tuple(
            Merge(organisation_id=body, form=form, name=name, evidence=evidence, n_documents=len(found))
            for (body, form, name, evidence), found in sorted(documents.items())
        )

    def _written(self, node: str) -> str:
        return min(self._names[node], key=lambda form: (-len(form), form))
