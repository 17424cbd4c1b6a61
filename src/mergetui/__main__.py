"""``python -m mergetui`` is the command line."""

from mergetui.commands.main import main

main()
