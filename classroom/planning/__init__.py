"""Places, courses, offerings and their days, who teaches, and the handouts' texts."""
