"""Where people decide: what waits for them, what they may answer, and the ways in which they do: page, workbook, terminal."""
