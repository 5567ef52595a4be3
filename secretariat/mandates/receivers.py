"""Tell the structure which functions are carried out: those on the ground of which a unit answers for a mandate."""

from secretariat.mandates.queries import carried_functions
from secretariat.organization.queries import carried_out_by

carried_out_by(carried_functions)
