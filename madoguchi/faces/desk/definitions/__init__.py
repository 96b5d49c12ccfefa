"""定義: what the city has published and runs by, to read; each version by its SHA-256."""
