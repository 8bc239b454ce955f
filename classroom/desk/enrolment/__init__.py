"""From the telephone call to a seat: reception, booking, waiting."""
