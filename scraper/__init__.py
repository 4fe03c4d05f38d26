"""Everything of gongkai that touches the world: fetching, state, output files, the command line."""
