"""What all tests share."""

import os

from hypothesis import settings

# Speed is measured in benchmarks/ and never asserted: a busy machine must not fail a property.
# A change is judged by what it did, so the examples are the same ones each time; `make soak`
# draws new ones.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("SSOTLINT_HYPOTHESIS", "house"))
