"""Who keeps the list of topics."""

from __future__ import annotations

from rules.predicates import Predicate

from secretariat.core.rules import holds
from secretariat.topics.choices import PLANNING_OFFICER

may_keep_topics: Predicate = holds(PLANNING_OFFICER)
