from gateway.resource import Resource
from gateway.schemas.comments import Comment, CommentChanges, CommentPage, CommentQuery, NewComment
from gateway.schemas.parts import Reasoned

OF = "/proposals/<uuid:proposal>/comments"
ONE = "/comments/<uuid:id>"
comments = Resource("comments", "agenda", "/v1", "What members say about proposals")
comments.listing(OF, "list_comments", CommentQuery, CommentPage, "Read the comments on a proposal")
comments.noting(OF, "add_comment", NewComment, Comment, "Comment on a proposal, or answer a comment")
comments.reading(ONE, "get_comment", Comment, "Read a comment")
comments.changing(ONE, "revise_comment", CommentChanges, Comment, "Word it anew, until it is answered")
comments.acting(f"{ONE}/remove", "remove_comment", Comment, "Take it back")
comments.acting(f"{ONE}/hide", "hide_comment", Comment, "Take it out of sight, with the reason", Reasoned)
comments.acting(f"{ONE}/show", "show_comment", Comment, "Let it be read again")
