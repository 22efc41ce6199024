import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { textField } from '../../shared/fields'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'

const queryField = textField({ label: 'Query' }, { max: 300 })

export default defineTrigger({
  type: 'poll',
  id: 'story-posted',
  label: 'Story posted',
  description: 'Starts for each new story with certain words.',
  synonyms: ['news', 'mention', '新闻', '提及'],
  connections: ['none'],
  input: z.strictObject({ query: queryField }),
  sample: {
    id: '8863',
    title: 'My YC app: Dropbox',
    url: 'http://www.getdropbox.com/u/2/screencast.html',
    author: 'dhouston',
    createdAt: '2007-04-04T19:16:40.000Z',
  },
  poll: defineAction({
    id: 'poll-stories',
    version: 1,
    label: 'Read new stories',
    description: 'Reads the stories since the last known time.',
    connections: ['none'],
    effect: 'read',
    input: z.strictObject({ query: queryField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { query, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const after = `created_at_i>=${Math.floor(Date.parse(since) / 1_000)}`
          const parameters = { query, tags: 'story', numericFilters: after, hitsPerPage: MAX_POLLED }
          const { hits } = Found.parse(
            (await http({ method: 'GET', url: '/search_by_date', query: parameters })).json(),
          )
          return hits.toReversed().map(({ objectID: id, title, url, author, created_at: at }) => ({
            id,
            at,
            data: { id, title, url: url ?? '', author, createdAt: at },
          }))
        },
      })
    },
  }),
})

const Found = z.object({
  hits: z.array(
    z.object({
      objectID: z.string(),
      title: z.string(),
      url: z.string().nullish(),
      author: z.string(),
      created_at: z.string(),
    }),
  ),
})
