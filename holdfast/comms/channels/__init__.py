"""How messages leave: each way is one file, behind the same small interface (`channel.Channel`)."""
