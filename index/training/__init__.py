"""How the shipped encoder is made and measured; needs the extra `train`."""
