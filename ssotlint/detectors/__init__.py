"""What looks wrong: one module a question, from index and graph to suspects.

A detector module offers ``EVIDENCE`` (the type of its evidence), ``OPTIONS`` (see ``model.options``)
and ``detect(view, options)``, which yields cases; ``VERDICTS`` are what its judge may say of a
member, where there are several answers. One that says ``ROUND = 1`` asks about the
exceptions in the code and is asked when they were made; ``ROUND = 2``, about the baseline. What
it looks at in each file, an aspect of it by view, it may name in ``ASPECTS``: those of several
detectors that read the same part of a file are looked at together. ``OF_PYTHON`` says that what it
finds in a file depends on the Python that runs us; ``SILENCED_BY``, for the page of its rules, what
silences a finding where no comment does.
"""
