"""What has happened in the county so far, done through the same actions that people use, each at its own past moment."""
