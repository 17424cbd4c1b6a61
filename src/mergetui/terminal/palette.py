"""The command palette: every action of the registry with its key, and every table."""

from __future__ import annotations

from functools import partial

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from mergetui.terminal.action import Action
from mergetui.terminal.desk import Desk


class Everything(Provider):
    """Fuzzy search over actions and tables. Names are given as text, never as markup."""

    async def discover(self) -> Hits:
        if isinstance(self.screen, Desk):
            for action in self.screen.actions:
                yield DiscoveryHit(_label(action), partial(self.screen.act, action.id))

    async def search(self, query: str) -> Hits:
        desk = self.screen
        if not isinstance(desk, Desk):
            return
        matcher = self.matcher(query)
        for action in desk.actions:
            score = matcher.match(action.words)
            if score == 0 and query.lower() in action.help.lower():
                score = matcher.match(action.help)
            if score > 0:
                yield Hit(score, _label(action), partial(desk.act, action.id), action.id)
        for key in desk.session.triage.everything if desk.session else ():
            score = matcher.match(key)
            if score > 0:
                name = Text(f"go to {desk.glyphs.clean(key)}")
                yield Hit(score, name, partial(desk.go_to, key), name.plain)


def _label(action: Action) -> Text:
    return Text(f"{action.label:9} {action.help}")
