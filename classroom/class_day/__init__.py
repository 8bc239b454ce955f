"""The day of a class and after it: marks, stages, questionnaires."""
