import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'

const TIMEOUT_SECONDS = 10

const collectionField = z
  .string()
  .min(1)
  .max(250)
  .meta(
    layout({ label: 'Collection', placeholder: 'orders', help: 'Its ids must be ObjectIds, which contain the time.' }),
  )

/** The first ObjectId of a second: four bytes of time, and eight others. */
const firstIdAt = (time: string): string =>
  `${Math.floor(Date.parse(time) / 1_000)
    .toString(16)
    .padStart(8, '0')}${'0'.repeat(16)}`

const timeOf = (id: string): string => new Date(Number.parseInt(id.slice(0, 8), 16) * 1_000).toISOString()

export default defineTrigger({
  type: 'poll',
  id: 'document-inserted',
  label: 'Document inserted',
  description: 'Starts for each new document of a collection.',
  synonyms: ['new document', 'record', 'added', '新文档'],
  connections: ['login'],
  input: z.strictObject({ collection: collectionField }),
  sample: { _id: '6b0c8e00f1d2c3b4a5968778', customer: 'Ada Lovelace', total: 42 },
  poll: defineAction({
    id: 'poll-documents',
    version: 1,
    label: 'Read new documents',
    description: 'Reads the documents since the last known time.',
    connections: ['login'],
    effect: 'read',
    input: z.strictObject({ collection: collectionField, cursor: cursorField }),
    output: pollOutput,
    run: ({ mongo, now }, { collection, cursor }) =>
      pollSince({
        cursor,
        now,
        read: async (since) => {
          const filter = { _id: { $gte: { $oid: firstIdAt(since) } } }
          const operation = { type: 'find' as const, filter, sort: { _id: 1 }, limit: MAX_POLLED }
          const { documents } = await mongo.call({ collection, operation, timeoutSeconds: TIMEOUT_SECONDS })
          return documents.map((data) => ({ id: String(data._id), at: timeOf(String(data._id)), data }))
        },
      }),
  }),
})
