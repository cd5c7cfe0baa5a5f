"""What each register means: pure functions from a record, the policy and the calendar. One module a register."""
