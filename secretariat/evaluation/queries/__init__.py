"""Questions across evaluations: what a link opens, and what was answered."""

from secretariat.evaluation.queries.links import Opened, digest_of, find_link, shared_token
from secretariat.evaluation.queries.results import Results, Summary, results_of, summary_of

__all__ = ["Opened", "Results", "Summary", "digest_of", "find_link", "results_of", "shared_token", "summary_of"]
