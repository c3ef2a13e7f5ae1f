"""An upright page: orientation, skew, the sheet in a photograph, and the mapping to the scanned page."""
