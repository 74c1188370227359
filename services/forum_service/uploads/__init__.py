"""Files that members attach: kept once by their content, read by who may read what refers to them."""
