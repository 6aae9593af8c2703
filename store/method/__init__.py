"""How we sell: stages, roles, tiers and weights as text, and the loader of that text."""
