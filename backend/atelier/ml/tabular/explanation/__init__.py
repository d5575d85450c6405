"""Why a model answers as it does, worked out on the rows kept with it; one file a question."""
