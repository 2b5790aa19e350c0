"""Constructed views of places that skin cannot show: bones drawn by formula, muscles laid flat."""
