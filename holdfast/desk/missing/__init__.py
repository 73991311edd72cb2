"""The staff pages of missing children."""
