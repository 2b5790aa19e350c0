"""The offline build of the figure: from a body mesh to the committed SVG views.

The application never imports this package; they meet in ids and in committed files.
"""
