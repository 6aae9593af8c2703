"""What every screen stands on: title and footer, menus, saving and undo, opening and editing a record."""
