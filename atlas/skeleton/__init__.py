"""The skeleton layer of the figure: bones placed from the landmarks and outlined in every view."""
