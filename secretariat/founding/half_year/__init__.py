"""Half a year of invented work over the real plan: loaded in demonstrations, marked everywhere, removable."""

from secretariat.founding.half_year.loading import load_half_year
from secretariat.founding.half_year.removing import remove_half_year

__all__ = ["load_half_year", "remove_half_year"]
