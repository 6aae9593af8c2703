"""What a person sees: a package for each screen, and below them what they share, dialogs and widgets."""
