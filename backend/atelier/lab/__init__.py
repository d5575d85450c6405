"""The Lab: what people try on a dataset before anything stands in the flow."""
