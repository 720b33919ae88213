"""What all tests share."""

import os
import signal
import threading

from hypothesis import settings

# Speed is measured in benchmarks/ and never asserted: a busy machine must not fail a property.
# A change is judged by what it did, so the examples are the same ones each time; `make soak`
# draws new ones.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("SSOTLINT_HYPOTHESIS", "house"))

# A shell that starts us in the background has interrupts ignored, by us and by what we start, and
# some tests send them.
if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    and threading.current_thread() is threading.main_thread()
):
    signal.signal(signal.SIGINT, signal.default_int_handler)
