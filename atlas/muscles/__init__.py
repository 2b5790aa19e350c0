"""The muscle layer of the figure: sheets of fibres laid on the body and drawn in every view."""
