"""What nbconvert's templates turn cells into HTML with, in feedback and in formgrader."""

from typing import Any

from jinja2 import pass_context

from autograder.markup.markdown import markdown_to_html


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """A cell's Markdown as harmless HTML, its attachments in it."""
    attachments = context.get("cell", {}).get("attachments")
    return markdown_to_html(source, attachments if isinstance(attachments, dict) else None)
