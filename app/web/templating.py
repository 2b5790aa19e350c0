"""The template engine: strict about names, escaping always on, nothing read again after start."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from app.web.contexts import TemplateContext, variables

SITE_NAME = "Knotmap"
_INDENTATION = re.compile(r"\n\s+")


class Templates:
    """The templates of a folder, rendered from typed contexts.

    Parameters
    ----------
    folder : Path
        The folder `templates`.
    asset_url : callable
        Gives the address of a file under static/.
    styles_url : callable
        Gives the address of several style sheets of static/css in one.
    figure_url : callable
        Gives the address of a view's picture by the view's id.
    """

    def __init__(
        self,
        folder: Path,
        asset_url: Callable[[str], str],
        styles_url: Callable[..., str],
        figure_url: Callable[[str], str],
    ) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            keep_trailing_newline=True,
        )
        self.environment.globals.update(
            asset_url=asset_url,
            styles_url=styles_url,
            figure_url=figure_url,
            site_name=SITE_NAME,
        )

        self._known: dict[str, tuple[Template, dict[str, Any]]] = {}

    def render(self, name: str, context: TemplateContext) -> str:
        """Render a template with the fields of its context as variables."""
        known = self._known.get(name)
        if known is None:
            template = self.environment.get_template(name)
            known = self._known[name] = (template, dict(template.globals))
        template, shared = known
        # What `Template.render` does, but for joining what all templates know anew at each time.
        made = template.new_context({**shared, **variables(context)}, shared=True)
        try:
            return "".join(template.root_render_func(made))
        except Exception:
            self.environment.handle_exception()

    def fragment(self, name: str, context: TemplateContext) -> Markup:
        """Render a template into markup that another template may hold, without its indentation.

        Fragments are kept and sent in dozens, so their length counts; none holds preformatted text.
        """
        text = _INDENTATION.sub("\n", self.render(name, context)).strip()
        # The template has escaped everything it was given.
        return Markup(text)  # noqa: S704
