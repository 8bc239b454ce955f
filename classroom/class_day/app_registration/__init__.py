"""How far each person got with the identity app, and what stopped them."""
