"""設定: what a city decides, defined once, kept in the database with its history."""
