"""Questions across duties: of which periods something is owed, and who is to be told."""

from secretariat.duties.queries.people import people_who_owe
from secretariat.duties.queries.periods import Days, periods

__all__ = ["Days", "people_who_owe", "periods"]
