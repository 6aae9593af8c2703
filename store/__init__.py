"""What the workbench knows: records, files, method, figures and exchange, without any terminal."""
