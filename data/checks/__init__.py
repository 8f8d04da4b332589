"""What can be said about a pack without reading it: readable, even, covered, and how far it meets the standard."""

from data.checks.report import Finding, Report, report, report_on

__all__ = ["Finding", "Report", "report", "report_on"]
