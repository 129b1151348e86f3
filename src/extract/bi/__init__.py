"""A star schema over the published tables for BI tools, and questions that it answers."""

from extract.bi.questions import Question, read_questions
from extract.bi.views import VIEWS, create_views

__all__ = ["VIEWS", "Question", "create_views", "read_questions"]
