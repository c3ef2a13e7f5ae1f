"""An upright page: orientation, skew, the sheet in a photograph, and the way back to the scanned page."""
