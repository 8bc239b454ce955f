"""What was done: operations that must happen once, and the audit log."""
