"""What looks wrong: one module a question, from index and graph to suspects.

A detector module offers ``EVIDENCE`` (the type of its evidence), ``OPTIONS`` (a frozen dataclass
with defaults), ``VERDICTS`` (what its judge may say of a member, () when there is one answer) and
``detect(view, options)``, which yields cases. One that says ``LAST = True`` asks about what became
of the others' findings: it is asked when they are known.
"""
