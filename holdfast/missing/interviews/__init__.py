"""Everything that is done with a return home interview, from the return to the last lead."""
