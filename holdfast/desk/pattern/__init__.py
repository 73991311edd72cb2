"""The pattern of a child's missing episodes, the meeting it calls for, and who is over the count or one short."""
