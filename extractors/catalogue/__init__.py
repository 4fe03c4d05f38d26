"""What the field knows, as data. Each file says in its head what its columns mean; `loading` checks them."""

from extractors.catalogue.indicators import Indicator, indicators
from extractors.catalogue.loading import load_data
from extractors.catalogue.rules import Rule, rules

__all__ = ["Indicator", "Rule", "indicators", "load_data", "rules"]
