"""Law, guidance and practice as tables and small functions: no Django, no input or output, no clock."""
