"""The only input: the disk, git, keys, the calendar and the clock."""
