"""Who may look after jobs."""

from __future__ import annotations

from rules.predicates import Predicate

from secretariat.accounts.choices import ADMINISTRATOR
from secretariat.core.rules import holds

may_see_jobs: Predicate = holds(ADMINISTRATOR)
may_retry_job: Predicate = may_see_jobs
