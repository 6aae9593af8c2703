"""The weekly review over a workspace: what is looked at, the meeting itself, its minutes, the agenda."""
