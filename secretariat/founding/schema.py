"""The shape of a package of founding data: plain YAML files that a person can review.

A package describes one secretariat. Every file is optional but ``package.yaml``; ``plans.yaml`` may as well be a folder
``plans`` of files. A party or topic is referred to by its ``key``, a document by its symbol.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from secretariat.bodies.choices import BodyKind, SessionKind
from secretariat.delivery.choices import DeliverableState, Marker, SiteKind
from secretariat.directory.choices import CollaboratorGroup
from secretariat.documents.choices import DocumentKind, RelationKind, Restart, VersionStatus
from secretariat.duties.choices import REMIND_DAYS, Rhythm
from secretariat.founding.entries import Key, Language, PartialDate, Reasons, Strict, Text, TimeZone, Words
from secretariat.mandates.choices import ChainKind, Nature, Priority
from secretariat.organization.choices import CounterpartRelation, UnitLevel
from secretariat.parties.choices import Capacity, OrganizationForm, RoleKind
from secretariat.plans.choices import DeliverableKind, Level
from secretariat.questionnaires.choices import Dimension, QuestionKind
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


# series.yaml -------------------------------------------------------------------------------------------------------


class Series(Strict):
    """How a body or unit numbers its documents."""

    party: Key
    title: Words
    template: Text  # CICTE/doc.{n}/{yy}
    restarts: Restart


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


# duties.yaml -------------------------------------------------------------------------------------------------------


class DutyRule(Strict):
    """What is owed for each event of some levels, by whom it is delivered; ``days`` is a setting unless it is said."""

    unit: Key
    levels: tuple[Level, ...]
    kind: Literal["documents_in_advance", "conclusions_afterwards"]
    days: Annotated[int, Field(ge=0)]
    days_said_by_source: bool = False
    remind_days: Annotated[int, Field(ge=0)] = REMIND_DAYS
    owed_to: Words
    document: Text
    number: Text


class RecurringDuty(Strict):
    """What is owed period after period."""

    kind: Literal["semester_report", "recurring"]
    subject: Words
    debtor: Key
    creditor: Key | None = None
    owed_to: Words
    rhythm: Rhythm
    since: PartialDate
    until: PartialDate | None = None
    days_after: Annotated[int, Field(ge=0)]
    remind_days: Annotated[int, Field(ge=0)] = 30
    audience: Literal["public", "states", "secretariat"] = "states"
    document: Text
    number: Text


class Duties(Strict):
    """What is owed by itself because paragraphs say so."""

    rules: tuple[DutyRule, ...] = ()
    recurring: tuple[RecurringDuty, ...] = ()


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


# questionnaires.yaml -----------------------------------------------------------------------------------------------


class Question(Strict):
    """What a version asks; ``options`` are what can be chosen."""

    kind: QuestionKind
    dimension: Dimension = Dimension.OTHER
    text: Words
    lowest: Words | None = None  # what 1 means
    highest: Words | None = None  # what 5 means
    required: bool = False
    options: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _can_be_answered(self) -> Question:
        if (self.kind == QuestionKind.CHOICE) != (len(self.options) > 1):
            raise ValueError("a question that asks for one of several has at least two options, and no other has any")
        return self


class QuestionnaireVersion(Strict):
    """A wording in use; once it is loaded it never changes."""

    number: Annotated[int, Field(gt=0)]
    used_from: PartialDate
    intro: Words | None = None
    questions: tuple[Question, ...]


class Questionnaire(Strict):
    key: Key
    title: Words
    summary: Words | None = None
    versions: tuple[QuestionnaireVersion, ...]


# half_year.yaml ----------------------------------------------------------------------------------------------------


class Work(Strict):
    """Something invented that was delivered, or was to be: what a demonstration shows of half a year's work."""

    key: Key
    line: Text | None = None  # the address of the plan's line …
    project: Text | None = None  # … or of a project without one
    kind: DeliverableKind | None = None  # the line's, unless said
    title: Words | None = None  # the line's with the place, unless said
    unit: Key | None = None  # who delivers it; the line's, unless said
    by: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")] = "chief"  # whoever of the cast does the work
    days: tuple[PartialDate, ...] = ()  # the first, and the last where it is another
    standing: bool = False
    level: Level
    place: str = ""
    site_kind: SiteKind | None = None
    site: str = ""
    host: Key | None = None
    states: tuple[Key, ...] = ()  # beside the host …
    group: Key | None = None  # … or all States of a group
    partners: tuple[Key, ...] = ()
    follows: Key | None = None  # an earlier one, by its key
    became: DeliverableState
    why: str = ""  # why it was postponed or cancelled
    audience: Literal["public", "states", "secretariat"] = "public"
    gender: Marker | None = None
    rights: Marker | None = None
    women: Annotated[int, Field(ge=0)] = 0  # who took part
    men: Annotated[int, Field(ge=0)] = 0
    sent_before: int | None = None  # how many days before the first day its documents went out
    sent_after: int | None = None  # how many days after the last day its conclusions went out
    answers: Annotated[int, Field(ge=0)] = 0  # to its evaluation

    @model_validator(mode="after")
    def _counts_to_one(self) -> Work:
        if (self.line is None) == (self.project is None):
            raise ValueError("it counts to a line, or to a project without one")
        if self.project is not None and not (self.kind and self.title and self.unit):
            raise ValueError("where it counts to a project, its kind, its title and its unit are said")
        return self


class Founding(Strict):
    """A whole package, read and checked."""

    package: Package
    topics: tuple[Topic, ...] = ()
    states: tuple[State, ...] = ()
    organizations: tuple[Organization, ...] = ()
    bodies: tuple[Body, ...] = ()
    sessions: tuple[Session, ...] = ()
    documents: tuple[Document, ...] = ()
    series: tuple[Series, ...] = ()
    orders: tuple[Order, ...] = ()
    mandates: tuple[Mandates, ...] = ()
    plans: tuple[Plan, ...] = ()
    duties: tuple[Duties, ...] = ()
    collaborators: tuple[Collaborators, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    cast: tuple[CastMember, ...] = ()
    half_year: tuple[Work, ...] = ()
