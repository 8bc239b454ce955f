"""開講: a run of a course planned: its terms, days and team, what clashes, and the calendar."""
