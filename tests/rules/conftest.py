"""How properties are tried here: the first call of a year reads its bank holidays, so no single call has a deadline."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
