import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, LAG_MS, MAX_POLLED, pollOutput } from '../../shared/poll'

const TIMEOUT_SECONDS = 10

const CursorSchema = z.strictObject({
  since: z.iso.datetime(),
  /** The last document that was read, while more documents follow it. */
  lastId: z.string().optional(),
})

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
    async run({ mongo, now }, { collection, cursor }) {
      const known = CursorSchema.safeParse(cursor).data
      if (!known) return { events: [], cursor: { since: new Date(now()).toISOString() } }
      const { since, lastId } = known
      const after = lastId === undefined ? { $gte: { $oid: firstIdAt(since) } } : { $gt: { $oid: lastId } }
      const operation = { type: 'find' as const, filter: { _id: after }, sort: { _id: 1 }, limit: MAX_POLLED }
      const { documents, isCut } = await mongo.call({ collection, operation, timeoutSeconds: TIMEOUT_SECONDS })
      const last = documents.at(-1)
      if (isCut && !last) throw new AppError('TOO_LARGE', problem('plugins.resultTooLarge', { service: 'MongoDB' }))
      const events = documents.map((data) => ({ id: String(data._id), data }))
      if (isCut && last) return { events, cursor: { since, lastId: String(last._id) } }
      // The next poll overlaps this one, since clients create the ids and may insert a document late.
      const next = Math.max(Date.parse(since), now() - LAG_MS)
      return { events, cursor: { since: new Date(next).toISOString() } }
    },
  }),
})
