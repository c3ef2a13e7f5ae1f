"""From the inputs of the command to files with pages: folders, ZIPs, pictures, names and kinds."""
