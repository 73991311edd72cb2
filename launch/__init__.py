"""What the scripts in bin/ do before anything is installed: standard library only, Python 3.11 or newer."""
