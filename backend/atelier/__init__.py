"""Atelier: a visual, flow-based web application for image classification."""

__version__ = "0.1.0"
