"""Every plan of a child on one page, how the work is done now, growing up, and what each meeting did with the plan."""
