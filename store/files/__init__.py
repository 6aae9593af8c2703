"""How it is kept: storage, codec, locks, journal."""
