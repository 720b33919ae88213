"""What users may set of a rule; each detector names its class, and every option has a default."""

from ssotlint.model.value import Value


class Options(Value, frozen=True):
    """Nothing."""


class Allowing(Options, frozen=True):
    """What may stay, by name."""

    allow: tuple[str, ...] = ()
