"""One module a command, each with `execute(arguments) -> exit code`. `scraper.cli` imports it."""
