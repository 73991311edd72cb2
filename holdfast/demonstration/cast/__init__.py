"""The invented county: plain tables and a seeded generator. No person, place or number here is real."""
