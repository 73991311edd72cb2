"""What MASH's pages do: fetch, call one action, go back."""
