"""What the case page shows, composed of several models into plain dataclasses. `review_page` is the way in."""

from kapintake.reviews.presenters.page import ReviewPage, review_page

__all__ = ["ReviewPage", "review_page"]
