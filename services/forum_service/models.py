"""All tables of the forum: whoever needs the whole schema imports this."""

from forum_service.approval.models import HeldPost
from forum_service.boards.models import Board
from forum_service.bookmarks.models import Bookmark
from forum_service.by_mail.models import MailOrder
from forum_service.calls.models import Call, Extension, Voice
from forum_service.dates.models import ToldDate
from forum_service.discourse.models import ProgramAct
from forum_service.drafts.models import Draft
from forum_service.feeds.models import FeedToken
from forum_service.flags.models import Flag
from forum_service.groups.models import Group
from forum_service.imports.models import Imported
from forum_service.jobs.models import Job
from forum_service.lists.models import TopicScore
from forum_service.meetings.models import CalendarKey, Meeting, MeetingAnswer, MeetingDocument
from forum_service.members.models import Member
from forum_service.messages.models import MessagePerson
from forum_service.moderation.models import ModerationAct
from forum_service.moving.models import MovedPost
from forum_service.needs.models import OpenNeed
from forum_service.planned.models import PlannedPost
from forum_service.polls.models import Poll, PollOption, PollVote
from forum_service.posts.models import Mention, Post, PostRevision
from forum_service.sanctions.models import MemberNote, Sanction
from forum_service.search.models import PostIndex, SavedSearch
from forum_service.tags.models import BoardTag, Tag, TagGroup, TagReader
from forum_service.thanks.models import Thanks
from forum_service.topics.models import Topic
from forum_service.tracking.models import BoardReader, ReaderMark, TopicReader
from forum_service.translating.models import PostTranslation
from forum_service.uploads.models import Upload, UploadPart, UploadRef, UploadRemains, UploadText
from forum_service.webhooks.models import Delivery, Webhook

__all__ = [
    "Board",
    "BoardReader",
    "BoardTag",
    "Bookmark",
    "CalendarKey",
    "Call",
    "Delivery",
    "Draft",
    "Extension",
    "FeedToken",
    "Flag",
    "Group",
    "HeldPost",
    "Imported",
    "Job",
    "MailOrder",
    "Meeting",
    "MeetingAnswer",
    "MeetingDocument",
    "Member",
    "MemberNote",
    "Mention",
    "MessagePerson",
    "ModerationAct",
    "MovedPost",
    "OpenNeed",
    "PlannedPost",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostIndex",
    "PostRevision",
    "PostTranslation",
    "ProgramAct",
    "ReaderMark",
    "Sanction",
    "SavedSearch",
    "Tag",
    "TagGroup",
    "TagReader",
    "Thanks",
    "ToldDate",
    "Topic",
    "TopicReader",
    "TopicScore",
    "Upload",
    "UploadPart",
    "UploadRef",
    "UploadRemains",
    "UploadText",
    "Voice",
    "Webhook",
]
