"""Who signs in: the table that every record of a deed points to, and the roles."""
