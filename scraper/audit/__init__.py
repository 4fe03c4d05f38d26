"""`gongkai audit`: one HTML file that shows who disclosed how much, what does not add up, and what was changed."""

from scraper.audit.job import audit

__all__ = ["audit"]
