"""From files to upright, clean page images: opening inputs within limits, and cleaning scans."""
