"""Verbs of mandates: make, describe, own, chain, overrule, retire; and evidence that upper apps record."""

from secretariat.mandates.services.evidence import count_evidence, end_evidence, record_evidence
from secretariat.mandates.services.links import (
    CHAIN_DECISIONS,
    OWNERSHIP_DECISIONS,
    decide_chain,
    decide_ownership,
    propose_chain,
    propose_owner,
    proposer,
    words_of,
)
from secretariat.mandates.services.making import (
    correct_mandate,
    describe_mandate,
    exclude_unit,
    make_mandate,
    make_mandates,
    refuse_unissued,
    retire_mandate,
    set_first_day,
    set_topics,
)
from secretariat.mandates.services.status import end_overruling, overrule_status

__all__ = [
    "CHAIN_DECISIONS",
    "OWNERSHIP_DECISIONS",
    "correct_mandate",
    "count_evidence",
    "decide_chain",
    "decide_ownership",
    "describe_mandate",
    "end_evidence",
    "end_overruling",
    "exclude_unit",
    "make_mandate",
    "make_mandates",
    "overrule_status",
    "propose_chain",
    "propose_owner",
    "proposer",
    "record_evidence",
    "refuse_unissued",
    "retire_mandate",
    "set_first_day",
    "set_topics",
    "words_of",
]
