"""All tables of the forum: whoever needs the whole schema imports this."""

from forum_service.boards.models import Board
from forum_service.drafts.models import Draft
from forum_service.meetings.models import Meeting, MeetingDocument
from forum_service.members.models import Member
from forum_service.needs.models import OpenNeed
from forum_service.posts.models import Mention, Post, PostRevision
from forum_service.search.models import PostIndex
from forum_service.topics.models import Topic
from forum_service.tracking.models import BoardReader, ReaderMark, TopicReader

__all__ = [
    "Board",
    "BoardReader",
    "Draft",
    "Meeting",
    "MeetingDocument",
    "Member",
    "Mention",
    "OpenNeed",
    "Post",
    "PostIndex",
    "PostRevision",
    "ReaderMark",
    "Topic",
    "TopicReader",
]
