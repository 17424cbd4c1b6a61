"""The one registry of actions: every key, the footer, the help and the palette come from here.

An action decides in a function of its own module and acts through the methods of the screen.
``why_not`` is asked before, and says in a sentence why the action cannot be done now.
"""

from __future__ import annotations

from mergetui.terminal.action import Action
from mergetui.terminal.actions.decide import DECIDE
from mergetui.terminal.actions.look import LOOK
from mergetui.terminal.actions.move import MOVE
from mergetui.terminal.actions.session import SESSION

ACTIONS: tuple[Action, ...] = (*DECIDE, *MOVE, *LOOK, *SESSION)
