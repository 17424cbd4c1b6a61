-- Who may see what.

