"""What is known of a folder of results between runs: files, pages, artifacts, attempts, and every event.

Only the parent process of a run writes it; the workers never see it. What is not committed here counts as not
done: after a kill at any moment, a run goes on from the last page that was committed.
"""

from digitize.ledger.ledger import Ledger, PageState, open_ledger
from digitize.results.artifact import Artifact

__all__ = ["Artifact", "Ledger", "PageState", "open_ledger"]
