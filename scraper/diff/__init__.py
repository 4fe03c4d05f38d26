"""What differs between two states of a data set: reports added, withdrawn, changed, figure by figure."""

from scraper.diff.compare import FigureChange, ReportChange, compare, compare_figures
from scraper.diff.states import ReportState, read_state

__all__ = ["FigureChange", "ReportChange", "ReportState", "compare", "compare_figures", "read_state"]
