"""Reusable parts of screens; they are handed records and never see the workspace."""
