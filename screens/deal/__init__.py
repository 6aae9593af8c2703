"""The page of a deal: both tracks, needs, criteria, people, rivals, money."""
