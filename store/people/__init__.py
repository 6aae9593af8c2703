"""The people of an account as screens and commands show them: the map, its figures in words, exports, erasing."""
