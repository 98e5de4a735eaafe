"""The laws of the law: what every legal order must hold, checked over all of them."""
