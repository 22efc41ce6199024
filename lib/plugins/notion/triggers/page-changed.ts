import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'
import { notionErrors, notionFailure, notionKinds } from '../notion-fields'

export default defineTrigger({
  type: 'poll',
  id: 'page-changed',
  label: 'Page changed',
  description: 'Starts for each page that is created or edited, among those shared with the integration.',
  synonyms: ['new page', 'edited', '新页面', '编辑'],
  connections: notionKinds,
  input: z.strictObject({}),
  sample: {
    id: '59833787-2cf9-4fdf-8782-e53db20768a5',
    title: 'Meeting notes',
    isNew: true,
    url: 'https://www.notion.so/Meeting-notes-598337872cf94fdf8782e53db20768a5',
    createdAt: '2026-11-30T08:00:00.000Z',
    updatedAt: '2026-11-30T08:00:00.000Z',
  },
  poll: defineAction({
    id: 'poll-pages',
    version: 1,
    label: 'Read changed pages',
    description: 'Reads the pages edited since the last known time.',
    connections: notionKinds,
    effect: 'read',
    input: z.strictObject({ cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const json = {
            filter: { property: 'object', value: 'page' },
            sort: { timestamp: 'last_edited_time', direction: 'descending' },
            page_size: MAX_POLLED,
          }
          const response = await http({ method: 'POST', url: '/v1/search', body: { json } })
          const { results } = Found.parse(response.json())
          // Times are rounded down to minutes.
          const start = Date.parse(since) - 60_000
          return results
            .filter((page) => Date.parse(page.last_edited_time) >= start)
            .reverse()
            .map((page) => ({
              id: `${page.id}:${page.last_edited_time}`,
              at: page.last_edited_time,
              data: pageOf(page),
            }))
        },
      })
    },
    failure: notionFailure,
    errors: notionErrors,
  }),
})

const Page = z.object({
  id: z.string(),
  url: z.string(),
  created_time: z.string(),
  last_edited_time: z.string(),
  properties: z.record(
    z.string(),
    z.object({ type: z.string(), title: z.array(z.object({ plain_text: z.string() })).optional() }),
  ),
})
const Found = z.object({ results: z.array(Page) })

function pageOf({ id, url, created_time: createdAt, last_edited_time: updatedAt, properties }: z.infer<typeof Page>) {
  const parts = Object.values(properties).find(({ type }) => type === 'title')?.title ?? []
  const title = parts.map((part) => part.plain_text).join('')
  return { id, title, url, createdAt, updatedAt, isNew: createdAt === updatedAt }
}
