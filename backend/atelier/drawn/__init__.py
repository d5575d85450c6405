"""Pictures that the project draws itself: cartoon characters for the tutorial, and objects to pre-train a network on.

Not for decoding or scoring pictures: that is `atelier.ml.images`.
"""
