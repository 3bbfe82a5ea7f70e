"""How dates, times and numbers are written, by language: as people in the United States write them."""
