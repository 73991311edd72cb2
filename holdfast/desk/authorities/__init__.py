"""The address book of other councils."""
