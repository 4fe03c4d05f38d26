"""The crawl state: one SQLite file. `State` is the open file; its parts are the tables of one subject each."""

from scraper.state.migrations import MIGRATIONS
from scraper.state.pages import KnownPage
from scraper.state.state import Change, Outcome, Run, State
from scraper.state.visits import Visit

__all__ = ["MIGRATIONS", "Change", "KnownPage", "Outcome", "Run", "State", "Visit"]
