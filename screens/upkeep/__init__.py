"""What keeps the records sound: data quality, decisions to be made, history, drafts left behind."""
