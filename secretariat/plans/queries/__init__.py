"""Questions on plans: versions, trees, numbers, differences, gaps."""

from secretariat.plans.queries.between import BetweenDays, between_days
from secretariat.plans.queries.differences import (
    Difference,
    LineChange,
    difference,
    difference_of,
    signed_by_amendment,
)
from secretariat.plans.queries.lines import (
    PLAN_ORDER,
    Figures,
    Line,
    Promised,
    TermsStep,
    effective_terms,
    figures_of,
    functions_with_lines,
    lines_at,
    lines_of,
    lines_of_plan,
    lines_without_mandate,
    terms_over_time,
)
from secretariat.plans.queries.numbers import Heading, NumberRow, PlannedNumbers, planned_numbers
from secretariat.plans.queries.tree import (
    AreaBranch,
    PlanTree,
    ProgramBranch,
    ProjectBranch,
    plan_tree,
    projects_without_line,
)
from secretariat.plans.queries.versions import (
    rests_on_invention,
    version_before,
    version_name,
    version_of,
    version_with,
)

__all__ = [
    "PLAN_ORDER",
    "AreaBranch",
    "BetweenDays",
    "Difference",
    "Figures",
    "Heading",
    "Line",
    "LineChange",
    "NumberRow",
    "PlanTree",
    "PlannedNumbers",
    "ProgramBranch",
    "ProjectBranch",
    "Promised",
    "TermsStep",
    "between_days",
    "difference",
    "difference_of",
    "effective_terms",
    "figures_of",
    "functions_with_lines",
    "lines_at",
    "lines_of",
    "lines_of_plan",
    "lines_without_mandate",
    "plan_tree",
    "planned_numbers",
    "projects_without_line",
    "rests_on_invention",
    "signed_by_amendment",
    "terms_over_time",
    "version_before",
    "version_name",
    "version_of",
    "version_with",
]
