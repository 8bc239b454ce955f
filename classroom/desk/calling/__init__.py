"""かける電話: calls to make, what to say, and what came of each try."""
