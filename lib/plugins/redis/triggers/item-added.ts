import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import type { ActionContext } from '../../action-context'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput } from '../../shared/poll'
import { countOf, textsOf } from '../redis-fields'

/** Items from the end in which the last known one is searched after the start of the list was removed. */
const MAX_SEARCHED = 1_000
/** Requests of one search; large items arrive in small pages. */
const MAX_SEARCHES = 40

const CursorSchema = z.strictObject({
  /** When the trigger started; makes the ids of its events unique. */
  started: z.number(),
  /** Number of items read since then. */
  count: z.number().int(),
  /** Length of the list after the last item read. */
  length: z.number().int(),
  /** SHA-256 of the last item read; null if the list was empty. */
  lastHash: z.string().nullable(),
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
      if (!known) {
        const [length = null, last = null] = await redis.send({
          commands: [
            { name: 'LLEN', args: [list] },
            { name: 'LINDEX', args: [list, '-1'] },
          ],
          isReadOnly: true,
        })
        const lastHash = last === null ? null : await hashOf(String(last))
        return { events: [], cursor: { started: now(), count: 0, length: countOf(length), lastHash } }
      }
      const found = await newItems({ redis, list }, known)
      if (!found) return { events: [], cursor: known }
      const { items, from } = found
      const events = items.map((item, index) => ({
        id: `${known.started}:${known.count + index}`,
        data: { list, item },
      }))
      const last = items.at(-1)
      const lastHash = last === undefined ? known.lastHash : await hashOf(last)
      return { events, cursor: { ...known, count: known.count + items.length, length: from + items.length, lastHash } }
    },
  }),
})

interface Source {
  redis: ActionContext['redis']
  list: string
}

interface Found {
  items: string[]
  /** Length of the list before the items. */
  from: number
}

/** @returns null when the list changed during the search, so that the next poll repeats it */
async function newItems(
  source: Source,
  { length: before, lastHash }: z.infer<typeof CursorSchema>,
): Promise<Found | null> {
  if (before === 0 || lastHash === null) return readFrom(source, 0)
  const kept = await readAfter(source, before - 1, lastHash)
  if (kept) return kept
  // The start of the list was removed, so the last known item has moved; without it, the whole list is new.
  const { at, start } = await search(source, lastHash)
  return at === null ? readFrom(source, start) : readAfter(source, at, lastHash)
}

async function readFrom(source: Source, from: number): Promise<Found> {
  return { from, items: await page(source, { start: from, count: MAX_POLLED, least: 1 }) }
}

/** The items after the last known one, in one reply with it; null if it is not at this index. */
async function readAfter(source: Source, at: number, lastHash: string): Promise<Found | null> {
  const [known, ...rest] = await page(source, { start: at, count: MAX_POLLED + 1, least: 2 })
  return known !== undefined && (await hashOf(known)) === lastHash ? { from: at + 1, items: rest } : null
}

/** Searches the last known item from the end. @returns its index, and the first index that was searched */
async function search(source: Source, lastHash: string): Promise<{ at: number | null; start: number }> {
  const [size = null] = await source.redis.send({
    commands: [{ name: 'LLEN', args: [source.list] }],
    isReadOnly: true,
  })
  const length = countOf(size)
  const first = Math.max(0, length - MAX_SEARCHED)
  let end = length
  let count = MAX_POLLED
  for (let step = 0; step < MAX_SEARCHES && end > first; step += 1) {
    const start = Math.max(first, end - count)
    const items = await range(source, { start, count: end - start, isLast: false })
    if (items === null) {
      // An item that is too large alone was never read, so it is not the last known one.
      if (end - start === 1) end = start
      else count = Math.ceil((end - start) / 2)
      continue
    }
    const hashes = await Promise.all(items.map(hashOf))
    const at = hashes.lastIndexOf(lastHash)
    if (at >= 0) return { at: start + at, start }
    end = start
  }
  return { at: null, start: end }
}

interface Page {
  start: number
  count: number
  /** Smaller pages make no progress. */
  least: number
}

/** Reads as many items as fit in a result. @throws TOO_LARGE if the smallest page does not fit */
async function page(source: Source, { start, count, least }: Page): Promise<string[]> {
  const items = await range(source, { start, count, isLast: count <= least })
  return items ?? page(source, { start, count: Math.max(least, Math.floor(count / 2)), least })
}

/** @returns null if the items are too large for a result; `isLast` throws the error instead */
async function range(
  { redis, list }: Source,
  { start, count, isLast }: { start: number; count: number; isLast: boolean },
): Promise<string[] | null> {
  try {
    const [reply] = await redis.send({
      commands: [{ name: 'LRANGE', args: [list, String(start), String(start + count - 1)] }],
      isReadOnly: true,
    })
    return textsOf(reply)
  } catch (error) {
    if (isLast || !AppError.isInstance(error) || error.code !== 'TOO_LARGE') throw error
    return null
  }
}

/** Keeps the cursor small. */
async function hashOf(item: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(item))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
