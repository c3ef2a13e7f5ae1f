"""From what a person named to files with pages: folders, ZIPs, pictures, names and kinds."""
