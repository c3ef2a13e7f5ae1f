"""What is known of a folder of results between runs: files, pages, artifacts, attempts, and every event.

One process writes, the parent of a run; the workers never see it. What is not committed here did not
happen: a run that is killed at any moment goes on from the last page that was committed.
"""

from digitize.ledger.ledger import Ledger, PageState, open_ledger
from digitize.results.artifact import Artifact

__all__ = ["Artifact", "Ledger", "PageState", "open_ledger"]
