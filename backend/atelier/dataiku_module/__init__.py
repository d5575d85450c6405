"""The folder put on the path of code recipes and notebooks, for its one package: `dataiku`."""
