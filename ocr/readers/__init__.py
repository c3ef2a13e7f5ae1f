"""A strip with one line goes in, its words come out: our net, Tesseract in process, Tesseract as a program."""
