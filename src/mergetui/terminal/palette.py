"""The command palette: every action of the registry with its key, and every table."""

from __future__ import annotations

from functools import partial

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from mergetui.terminal.action import Action
from mergetui.terminal.desk import Desk
from mergetui.terminal.text_screen import TextScreen


class Everything(Provider):
    """Fuzzy search over what can be done here, and tables. Names are given as text, never as
    markup."""

    async def discover(self) -> Hits:
        if isinstance(self.screen, Desk | TextScreen):
            for action in self.screen.actions:
                yield DiscoveryHit(_label(action), partial(self.screen.act, action.id))

    async def search(self, query: str) -> Hits:
        here = self.screen
        if not isinstance(here, Desk | TextScreen):
            return
        matcher = self.matcher(query)
        for action in here.actions:
            score = matcher.match(action.words)
            if score == 0 and query.lower() in action.help.lower():
                score = matcher.match(action.help)
            if score > 0:
                yield Hit(score, _label(action), partial(here.act, action.id), action.id)
        session = here.app.session
        for key in session.triage.everything if session else ():
            score = matcher.match(key)
            if score > 0:
                name = Text(f"go to {here.glyphs.clean(key)}")
                yield Hit(score, name, partial(here.go_to, key), name.plain)


def _label(action: Action) -> Text:
    return Text(f"{action.label:9} {action.help}")
