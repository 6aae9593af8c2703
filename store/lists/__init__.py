"""Lists of records: their columns, orders and views, and what changes many of their cells at once.

Screens and commands share all of it, so that a list is the same in a terminal and on paper. The modules are imported
one by one: the first paint of the account list needs `columns` alone.
"""
