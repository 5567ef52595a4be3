"""The kinds of report, a module each. A new one is a module here and a line below."""

from secretariat.reports.kinds.annual import ANNUAL
from secretariat.reports.kinds.hemispheric_security import HEMISPHERIC_SECURITY
from secretariat.reports.kinds.internal import INTERNAL
from secretariat.reports.kinds.six_monthly import SIX_MONTHLY
from secretariat.reports.registry import add_report

for kind in (SIX_MONTHLY, ANNUAL, HEMISPHERIC_SECURITY, INTERNAL):
    add_report(kind)
