"""The family surface: its own addresses, templates and cookie; no account, nothing cached, a way out on every page."""
