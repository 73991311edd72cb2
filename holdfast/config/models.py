"""No tables. Django tells only apps with this module that a migration is done, and guards follow that signal."""
