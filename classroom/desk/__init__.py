"""The reception desk: participants, and the queue for seats."""
