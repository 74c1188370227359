"""All tables of the forum: whoever needs the whole schema imports this."""

from forum_service.boards.models import Board
from forum_service.drafts.models import Draft
from forum_service.groups.models import Group
from forum_service.lists.models import TopicScore
from forum_service.meetings.models import CalendarKey, Meeting, MeetingAnswer, MeetingDocument
from forum_service.members.models import Member
from forum_service.messages.models import MessagePerson
from forum_service.needs.models import OpenNeed
from forum_service.posts.models import Mention, Post, PostRevision
from forum_service.search.models import PostIndex, SavedSearch
from forum_service.tags.models import BoardTag, Tag, TagGroup, TagReader
from forum_service.topics.models import Topic
from forum_service.tracking.models import BoardReader, ReaderMark, TopicReader

__all__ = [
    "Board",
    "BoardReader",
    "BoardTag",
    "CalendarKey",
    "Draft",
    "Group",
    "Meeting",
    "MeetingAnswer",
    "MeetingDocument",
    "Member",
    "Mention",
    "MessagePerson",
    "OpenNeed",
    "Post",
    "PostIndex",
    "PostRevision",
    "ReaderMark",
    "SavedSearch",
    "Tag",
    "TagGroup",
    "TagReader",
    "Topic",
    "TopicReader",
    "TopicScore",
]
