"""The tests of Knotmap; `builders` and `data_folder` make the small worlds they play in."""
