"""The pages of referring: writing, sending, following, assessing, the advice line, and the way without an account."""
