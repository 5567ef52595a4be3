"""The shape of a package of founding data: plain YAML files that a person can review.

A package describes one secretariat. Every file is optional but ``package.yaml``; ``plans.yaml`` may as well be a folder
``plans`` of files. A party or topic is referred to by its ``key``, a document by its symbol.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from secretariat.bodies.choices import BodyKind, SessionKind
from secretariat.directory.choices import CollaboratorGroup
from secretariat.documents.choices import DocumentKind, RelationKind, VersionStatus
from secretariat.founding.entries import Key, Language, PartialDate, Reasons, Strict, Text, TimeZone, Words
from secretariat.mandates.choices import ChainKind, Nature, Priority
from secretariat.organization.choices import CounterpartRelation, UnitLevel
from secretariat.parties.choices import Capacity, OrganizationForm, RoleKind
from secretariat.plans.choices import DeliverableKind, Level
from secretariat.topics.choices import TopicKind

# package.yaml ------------------------------------------------------------------------------------------------------


class Package(Strict):
    """Whose data this is, and where the thread of it begins and ends."""

    key: Key
    title: Words
    organization: Key  # the organization whose secretariat this is
    secretariat: Key  # the unit at the root of the structure
    order: Text  # symbol of the order in force
    plan: Text  # symbol of the plan in force
    sources: Words  # where the facts come from, for the reader


# topics.yaml -------------------------------------------------------------------------------------------------------


class Topic(Strict):
    key: Key
    label: Words
    kind: TopicKind
    parent: Key | None = None


# states.yaml, organizations.yaml, bodies.yaml ----------------------------------------------------------------------


class Participation(Strict):
    """That a party takes part in another, as a dated fact."""

    of: Key
    capacity: Capacity
    since: PartialDate | None = None
    until: PartialDate | None = None
    source: str = ""
    note: Words | None = None


class FormerName(Strict):
    name: Words
    acronym: str = ""
    until: PartialDate | None = None
    since: PartialDate | None = None
    source: str = ""


class PartyFacts(Strict):
    key: Key
    name: Words
    acronym: str = ""
    variants: tuple[str, ...] = ()  # other spellings that stand in the sources
    note: Words | None = None
    names: tuple[FormerName, ...] = ()  # names it bore at other times
    participation: tuple[Participation, ...] = ()


class State(PartyFacts):
    official_name: Words
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    m49: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]


class Organization(PartyFacts):
    form: OrganizationForm


class Body(PartyFacts):
    kind: BodyKind
    parent: Key | None = None  # the body or organization it belongs to


class Session(Strict):
    body: Key
    number: int
    kind: SessionKind
    opened_on: PartialDate | None = None
    closed_on: PartialDate | None = None
    place: Words | None = None


# documents.yaml ----------------------------------------------------------------------------------------------------


class SessionRef(Strict):
    body: Key
    number: int
    kind: SessionKind = SessionKind.REGULAR


class Relation(Strict):
    kind: RelationKind
    to: Text  # symbol or key of the other document
    detail: str = ""  # articles or paragraphs


class LanguageVersion(Strict):
    language: Language
    status: VersionStatus


class Document(Strict):
    """A document by symbol; one without a symbol is known by its ``key``."""

    symbol: str = ""
    key: Key | None = None
    kind: DocumentKind
    title: Words
    issuer: Key | None = None
    session: SessionRef | None = None
    date: PartialDate | None = None
    original_language: Language | None = None
    languages: tuple[LanguageVersion, ...] = ()
    series: str = ""  # the official series printed on the document
    printed_as: tuple[str, ...] = ()  # other spellings of the symbol in the sources
    note: Words | None = None
    uncertain: bool = False
    relations: tuple[Relation, ...] = ()

    @model_validator(mode="after")
    def _known_by_something(self) -> Document:
        if not self.symbol and not self.key:
            raise ValueError("a document without a symbol needs a key")
        return self


# orders.yaml -------------------------------------------------------------------------------------------------------


class Placement(Strict):
    """Where an order places a unit."""

    unit: Key
    name: Words
    acronym: str = ""
    variants: tuple[str, ...] = ()
    parent: Key | None = None
    level: UnitLevel
    address: str = ""  # where its functions stand, "II.A"; empty for sub-units named without functions
    head: Words | None = None
    answers_to: Key | None = None  # the unit whose head it answers to
    note: Words | None = None


class Counterpart(Strict):
    relation: CounterpartRelation
    party: Key | None = None
    document: str | None = None  # a treaty it serves as technical secretariat
    detail: Words | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Counterpart:
        if (self.party is None) == (self.document is None):
            raise ValueError("a counterpart is a party or a document, one of the two")
        return self


class Provision(Strict):
    """A paragraph of an order: one of the numbered functions, or an obligation outside them."""

    address: Text  # "II.A.10"
    unit: Key | None = None
    kind: Literal["function", "obligation", "structure", "mission", "legal_basis", "effect"]
    summary: Words
    counterparts: tuple[Counterpart, ...] = ()
    topics: tuple[Key, ...] = ()
    note: Words | None = None


class OutsideUnit(Strict):
    """A unit outside the secretariat that the order names but does not organize."""

    key: Key
    name: Words
    acronym: str = ""
    variants: tuple[str, ...] = ()
    parent: Key | None = None
    head: Words | None = None


class Order(Strict):
    document: Text
    signed_on: PartialDate
    effective_on: PartialDate
    signatory: Words
    outside_units: tuple[OutsideUnit, ...] = ()
    units: tuple[Placement, ...]
    provisions: tuple[Provision, ...]


# mandates.yaml -----------------------------------------------------------------------------------------------------


class Link(Strict):
    """A link that is a suggestion until confirmed; the reason names an entry of ``reasons``."""

    state: Literal["suggested", "confirmed"]
    confidence: Annotated[Decimal, Field(ge=0, le=1)] | None = None
    reason: Key

    @model_validator(mode="after")
    def _a_suggestion_has_confidence(self) -> Link:
        if self.state == "suggested" and self.confidence is None:
            raise ValueError("a suggestion says how sure it is (confidence, 0 to 1)")
        return self


class Owner(Link):
    unit: Key
    function: str = ""  # address in the order in force, "IV.B.2"
    lead: bool = False


class Chain(Link):
    kind: ChainKind
    document: Text
    number: str = ""


class Mandate(Strict):
    nature: Nature
    verb: Words  # the action verb, "to provide"
    addressee: Key
    priority: Priority = Priority.NORMAL
    program_area: Key | None = None  # a topic of kind work_area
    topics: tuple[Key, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    standing: bool = False
    owners: tuple[Owner, ...] = ()
    chains: tuple[Chain, ...] = ()


class Exclusion(Strict):
    unit: Key
    document: Text  # the document that says so
    footnote: Text  # "1"
    words: Words  # what the footnote says, in our words


class Paragraph(Strict):
    number: Text
    kind: Literal["operative", "preambular", "chapeau", "duty"] = "operative"
    heading: Words | None = None  # the heading it stands under
    summary: Words | None = None  # none where the source prints only dots
    quoted_in: str = ""  # symbol of the document that quotes it
    note: Words | None = None
    uncertain: bool = False
    exclusions: tuple[Exclusion, ...] = ()
    mandate: Mandate | None = None


class Source(Strict):
    document: Text  # symbol or key
    paragraphs: tuple[Paragraph, ...]


class Mandates(Strict):
    reasons: Reasons
    sources: tuple[Source, ...]


# plans.yaml --------------------------------------------------------------------------------------------------------


class Answer(Link):
    """The plan line answers this paragraph."""

    document: Text
    number: Text


class Activity(Strict):
    title: Words
    kind: DeliverableKind
    quantity: Annotated[int, Field(gt=0)] | None = None
    counts: Words | None = None  # what the quantity counts, in the plural: workshops, ports
    on_request: bool = False
    standing: bool = False
    level: Level | None = None
    owner: Key | None = None
    owner_function: str = ""
    topics: tuple[Key, ...] = ()
    in_coordination_with: tuple[Key, ...] = ()
    note: Words | None = None
    answers: tuple[Answer, ...] = ()


class Project(Strict):
    number: int | None  # null where the plan prints none or the scan lost it
    title: Words
    on_request: bool = False  # said by the project's own text
    in_coordination_with: tuple[Key, ...] = ()
    note: Words | None = None
    activities: tuple[Activity, ...] = ()


class Program(Strict):
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    title: Words
    topic: Key | None = None
    projects: tuple[Project, ...]


class Area(Strict):
    number: int
    title: Words
    topic: Key | None = None
    programs: tuple[Program, ...]


class Plan(Strict):
    document: Text
    body: Key
    title: Words
    since: PartialDate
    until: PartialDate
    adopted_on: PartialDate
    adopted_at: Words  # "fifth plenary session"
    owner: Key  # the unit that carries it out, unless an activity says otherwise
    reasons: Reasons
    areas: tuple[Area, ...]


# collaborators.yaml ------------------------------------------------------------------------------------------------


class Collaborator(Strict):
    """An entry of a list of those with whom the secretariat works."""

    group: CollaboratorGroup
    number: int | None = None
    party: Key | None = None  # none where the list names a whole class
    post: Words | None = None  # the post in a body, "Chair"
    printed: str = ""  # the name as the list prints it
    note: Words | None = None


class Collaborators(Strict):
    document: Text
    entries: tuple[Collaborator, ...]


# cast.yaml ---------------------------------------------------------------------------------------------------------


class CastMember(Strict):
    """An invented person of the demonstration, with the role they hold."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
    name: Text
    language: Language
    time_zone: TimeZone
    role: RoleKind
    party: Key
    purpose: Words  # what they come to do


class Founding(Strict):
    """A whole package, read and checked."""

    package: Package
    topics: tuple[Topic, ...] = ()
    states: tuple[State, ...] = ()
    organizations: tuple[Organization, ...] = ()
    bodies: tuple[Body, ...] = ()
    sessions: tuple[Session, ...] = ()
    documents: tuple[Document, ...] = ()
    orders: tuple[Order, ...] = ()
    mandates: tuple[Mandates, ...] = ()
    plans: tuple[Plan, ...] = ()
    collaborators: tuple[Collaborators, ...] = ()
    cast: tuple[CastMember, ...] = ()
