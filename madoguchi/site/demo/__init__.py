"""The demo: an invented cast, some weeks of cases, and a page that says how to sign in. Every name and number is made up."""
