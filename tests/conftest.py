"""What all tests share."""

from hypothesis import settings

# Speed is measured in benchmarks/ and never asserted: a busy machine must not fail a property.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
