"""What members want to hear of a topic by its tags, as parts of statements."""

# (account_id, level) of all who chose a level for one of the tags of a topic; of several the loudest wins.
LEVELS_BY_TAG = """
    SELECT DISTINCT ON (tr.account_id) tr.account_id, tr.level FROM tag_readers tr
    WHERE tr.tag = ANY (ARRAY(SELECT unnest(bearer.tags) FROM topics bearer WHERE bearer.id = :topic))
    ORDER BY tr.account_id, tr.level = 3 DESC, tr.level DESC
"""
