"""Actions on the session as a whole: undo, the editor, the theme, help, the end."""

from __future__ import annotations

from mergetui.terminal import deciding, looking, moving, why_not
from mergetui.terminal.action import Action

SESSION: tuple[Action, ...] = (
    Action(
        "undo",
        ("u",),
        "undo",
        "Undo: take the last choice back, also one of an earlier session",
        "session",
        deciding.undo,
        why_not.no_undo,
        9,
    ),
    Action(
        "redo",
        ("ctrl+r", "U"),
        "redo",
        "Redo: make the choice again that was taken back",
        "session",
        deciding.redo,
        why_not.no_undo,
    ),
    Action(
        "edit",
        ("e",),
        "edit",
        "Open decisions.toml in $EDITOR, at the table",
        "session",
        looking.edit,
        why_not.no_tables,
    ),
    Action(
        "suspend",
        ("ctrl+z",),
        "suspend",
        "Suspend: give the terminal back to the shell; fg comes back",
        "session",
        looking.suspend,
    ),
    Action(
        "theme",
        ("T",),
        "theme",
        "The next theme: dark, light, the terminal's own",
        "session",
        looking.theme,
    ),
    Action(
        "palette",
        ("ctrl+p", "colon"),
        "palette",
        "Palette: find an action or a table by name",
        "session",
        looking.palette,
    ),
    Action(
        "help",
        ("question_mark", "f1"),
        "help",
        "Help: all keys",
        "session",
        looking.help,
        footer=99,
    ),
    Action(
        "back",
        ("escape",),
        "back",
        "Back: marks, then the filter, then to the list; decides nothing",
        "session",
        moving.back,
    ),
    Action(
        "quit",
        ("q", "ctrl+c", "ctrl+q"),
        "quit",
        "Quit; every choice is saved already",
        "session",
        looking.quit,
    ),
)
