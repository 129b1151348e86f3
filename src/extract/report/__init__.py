"""One self-contained HTML page that shows every extracted row in the text it came from."""

from extract.report.page import ReportSummary, write_report

__all__ = ["ReportSummary", "write_report"]
