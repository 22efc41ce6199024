import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput } from '../../shared/poll'
import { countOf, textsOf } from '../redis-fields'

/** Items from the end in which the last known one is searched after the start of the list was removed. */
const MAX_SEARCHED = 1_000

const CursorSchema = z.strictObject({
  /** When the trigger started; makes the ids of its events unique. */
  started: z.number(),
  /** Number of items read since then. */
  count: z.number().int(),
  /** Length of the list after the last item read. */
  length: z.number().int(),
  /** The last item read, shortened; null if the list was empty. */
  last: z.string().nullable(),
})

const listField = z
  .string()
  .min(1)
  .max(1_000)
  .meta(layout({ label: 'List', placeholder: 'jobs', help: 'New items must be added at its end, as RPUSH does.' }))

export default defineTrigger({
  type: 'poll',
  id: 'item-added',
  label: 'Item added to a list',
  description: 'Starts for each item that is added at the end of a list. The items stay in the list.',
  synonyms: ['queue', 'push', 'new item', '队列', '新项目'],
  connections: ['login'],
  input: z.strictObject({ list: listField }),
  sample: { list: 'jobs', item: '{"order":42}' },
  poll: defineAction({
    id: 'poll-items',
    version: 1,
    label: 'Read new items',
    description: 'Reads the items after the last known one.',
    connections: ['login'],
    effect: 'read',
    input: z.strictObject({ list: listField, cursor: cursorField }),
    output: pollOutput,
    async run({ redis, now }, { list, cursor }) {
      const known = CursorSchema.safeParse(cursor).data
      const lastKnown = known ? Math.max(0, known.length - 1) : -1
      const [size = null, ahead, tail] = await redis.send({
        commands: [
          { name: 'LLEN', args: [list] },
          { name: 'LRANGE', args: [list, String(lastKnown), String(lastKnown + MAX_POLLED)] },
          { name: 'LRANGE', args: [list, String(-MAX_SEARCHED), '-1'] },
        ],
        isReadOnly: true,
      })
      const length = countOf(size)
      const end = textsOf(tail)
      if (!known) return { events: [], cursor: { started: now(), count: 0, length, last: shortened(end.at(-1)) } }
      const { items, from } = newItems(known, { ahead: textsOf(ahead), end, length })
      const read = items.slice(0, MAX_POLLED)
      const events = read.map((item, index) => ({
        id: `${known.started}:${known.count + index}`,
        data: { list, item },
      }))
      const last = read.length === 0 ? known.last : shortened(read.at(-1))
      return { events, cursor: { ...known, count: known.count + read.length, length: from + read.length, last } }
    },
  }),
})

interface Found {
  /** The last known item, if it is still at its place, and the items after it. */
  ahead: readonly string[]
  /** The last items of the list. */
  end: readonly string[]
  length: number
}

/** @returns the new items, and the length of the list before them */
function newItems({ length: before, last }: z.infer<typeof CursorSchema>, { ahead, end, length }: Found) {
  if (before === 0) return { items: ahead, from: 0 }
  if (length >= before && shortened(ahead[0]) === last) return { items: ahead.slice(1), from: before }
  // The start of the list was removed, so the last known item has moved; without it, the whole list is new.
  const at = end.findLastIndex((item) => shortened(item) === last)
  const items = end.slice(at + 1)
  return { items, from: length - items.length }
}

/** Keeps the cursor small. */
const shortened = (item: string | undefined): string | null => item?.slice(0, 200) ?? null
