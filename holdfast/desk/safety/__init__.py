"""A child's safety plan on the screen: made with the child and the network, approved by somebody else, in copies for each."""
