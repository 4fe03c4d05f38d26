"""From headings, tables and figures to the typed sections of the report."""
