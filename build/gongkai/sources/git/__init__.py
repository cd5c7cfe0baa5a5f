"""Git: what it proves of the past, and the branches that clerks work on. The only room that imports it (raw.py)."""
