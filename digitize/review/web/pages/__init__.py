"""What each address of the review shows: the queue and its answers, whole papers, dossiers, and who is there."""
