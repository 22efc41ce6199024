import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput } from '../../shared/poll'
import { readFeed } from '../../shared/read-feed'
import { FEED_TYPES, feedField } from '../feed-field'

/** Ids of the entries that a poll has seen: feeds are not always in the order of time. */
const Cursor = z.strictObject({ seen: z.array(z.string()) })
const MAX_SEEN = 1_000

export default defineTrigger({
  type: 'poll',
  id: 'entry-published',
  label: 'Entry published',
  description: 'Starts for each new entry of an RSS or Atom feed.',
  synonyms: ['news', 'post', 'article', 'podcast', '新文章', '新闻'],
  connections: ['none'],
  input: z.strictObject({ feed: feedField }),
  sample: {
    id: 'https://example.com/posts/1',
    title: 'Version 2 is out',
    url: 'https://example.com/posts/1',
    summary: 'What is new.',
    author: 'Ada Lovelace',
    publishedAt: '2026-11-30T08:00:00.000Z',
  },
  poll: defineAction({
    id: 'poll-entries',
    version: 1,
    label: 'Read new entries',
    description: 'Reads the entries of a feed that no earlier poll has seen.',
    connections: ['none'],
    effect: 'read',
    input: z.strictObject({ feed: feedField, cursor: cursorField }),
    output: pollOutput,
    async run({ readText }, { feed, cursor }) {
      const { entries } = readFeed((await readText(feed, FEED_TYPES)).text)
      const known = Cursor.safeParse(cursor).data
      if (!known) return { events: [], cursor: { seen: entries.map(({ id }) => id).slice(0, MAX_SEEN) } }
      const seen = new Set(known.seen)
      // Feeds begin with the newest entry.
      const fresh = entries
        .filter(({ id }) => !seen.has(id))
        .reverse()
        .slice(0, MAX_POLLED)
      const events = fresh.map((entry) => ({ id: entry.id, data: { ...entry } }))
      return { events, cursor: { seen: [...fresh.map(({ id }) => id), ...known.seen].slice(0, MAX_SEEN) } }
    },
  }),
})
