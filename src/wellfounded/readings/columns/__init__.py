"""The columns reading: a law read for many applications at once. It needs numpy, which comes with an extra."""

from wellfounded.readings.columns.over import over
from wellfounded.readings.columns.persons import block_of, differences
from wellfounded.readings.columns.reading import Block, ColumnsReading
from wellfounded.readings.columns.segments import Segments

__all__ = ["Block", "ColumnsReading", "Segments", "block_of", "differences", "over"]
