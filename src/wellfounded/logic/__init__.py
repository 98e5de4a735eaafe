"""Truth, days, periods, calendars: what every legal order is made of."""
