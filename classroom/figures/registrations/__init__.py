"""Who counts: newly registered with us, 70 or over, each once. Every figure asks here."""
