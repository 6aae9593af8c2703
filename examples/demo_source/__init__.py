"""What the demo workspace tells: tables that a spreadsheet opens, and the code that makes records of them.

Days are counted from the demo's today: -40 is forty days before it. `value@day value@day` is a field's
history, the oldest first. Amounts are written as people write them: 28.8万, 1.2亿, 390K.
"""
