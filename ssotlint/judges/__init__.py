"""Whether it is wrong: confirms suspects on the concrete tree (same noun as the detector).

A judge module offers ``judge(case, excerpts, options) -> Case | None``: the case with the members
that were confirmed, their evidence completed, or None when nothing is left of it.
"""
