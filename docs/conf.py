"""Configure the documentation site: python -m sphinx -W --keep-going docs build/site.

The build needs the extra ``docs`` and no network. It also writes the explorer, ``crisis.html``.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

import migrant_crisis_2021 as mc

project = "migrant_crisis_2021"
author = "The migrant_crisis_2021 contributors"
copyright = author  # noqa: A001
version = release = mc.__version__

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
]
exclude_patterns = ["charts/*.json"]
nitpicky = True
smartquotes = False
default_role = "code"

myst_enable_extensions = ["attrs_block", "colon_fence"]
myst_heading_anchors = 4
nb_execution_mode = "force"  # of the notebooks alone: `docs/quickstart.md`
nb_execution_raise_on_error = True
nb_merge_streams = True

autodoc_typehints = "none"  # the docstrings name the types
autosummary_generate = False
numpydoc_show_class_members = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True

html_theme = "furo"
pygments_dark_style = "a11y-dark"
html_title = "migrant_crisis_2021"
html_static_path = ["site_files"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#17558a", "color-brand-content": "#17558a"},
    "dark_css_variables": {"color-brand-primary": "#8cc0ea", "color-brand-content": "#8cc0ea"},
}
html_show_sphinx = False
html_copy_source = False

_ELSEWHERE = {"../CHANGELOG.md": "changelog.md", "../CONTRIBUTING.md": "contributing.md"}
"""Pages of the site that stand outside ``docs`` on a code forge."""


def _link_within_the_site(_: Sphinx, __: str, text: list[str]) -> None:
    for file, page in _ELSEWHERE.items():
        text[0] = text[0].replace(f"]({file}", f"]({page}")


def _write_explorer(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        mc.explore(Path(app.outdir) / "crisis.html", force=True)


def setup(app: Sphinx) -> None:
    """Connect what the site adds to Sphinx."""
    app.connect("source-read", _link_within_the_site)
    app.connect("build-finished", _write_explorer)
