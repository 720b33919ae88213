"""Markdown for the job summary of GitHub Actions, within what a step may write."""

from ssotlint.model.report import Report
from ssotlint.report.github import job_summary
from ssotlint.report.options import TextOptions


def render(report: Report, options: TextOptions) -> str:
    """The Markdown report, cut behind its most important parts where GitHub takes no more."""
    return job_summary(report, options)
