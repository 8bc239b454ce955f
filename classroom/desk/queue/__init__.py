"""The queue: who applied, has a seat, waits, is called, is drawn. A module a verb of the desk."""
