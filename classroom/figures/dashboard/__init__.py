"""実績: one screen and one A4 for the section head."""
