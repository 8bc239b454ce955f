"""What stands under everything: the database, the clock, the settings, the journal."""
