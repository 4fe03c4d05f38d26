"""Tests of what is made of an output folder: exports, differences, the audit page."""
