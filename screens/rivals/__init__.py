"""Screen 4, the rivals, and the page of one: who they are, where they sit, how we meet them."""
