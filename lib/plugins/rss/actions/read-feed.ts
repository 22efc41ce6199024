import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textOutput } from '../../shared/fields'
import { readFeed } from '../../shared/read-feed'
import { FEED_TYPES, feedField } from '../feed-field'

export default defineAction({
  id: 'read-feed',
  version: 1,
  label: 'Read a feed',
  description: 'Reads the entries of an RSS or Atom feed.',
  synonyms: ['list', 'news', 'entries', '读取', '订阅'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({ feed: feedField, limit: limitField(20) }),
  output: z.strictObject({ title: textOutput('Title'), entries: listOutput('Entries') }),
  async run({ readText }, { feed, limit }) {
    const { title, entries } = readFeed((await readText(feed, FEED_TYPES)).text)
    return { title, entries: entries.slice(0, limit).map((entry) => ({ ...entry })) }
  },
})
