import { z } from 'zod'
import type { Json } from '@/lib/core/json'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField } from '../../shared/fields'
import { countOf, keyField, sendOne, textsOf } from '../redis-fields'

/** Longest text that is read, in bytes. */
const MAX_TEXT = 1_000_000

export default defineAction({
  id: 'get-value',
  version: 1,
  label: 'Get a value',
  description: 'Reads the value of a key: a text, list, set, sorted set or hash.',
  synonyms: ['read', 'key', 'lookup', '读取', '获取'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({ key: keyField(), limit: limitField(1_000, 10_000) }),
  output: z.strictObject({
    value: z.json().meta(layout({ label: 'Value' })),
    type: z.string().meta(layout({ label: 'Type' })),
    found: z.boolean().meta(layout({ label: 'Found' })),
    isCut: z.boolean().meta(layout({ label: 'More exists' })),
  }),
  async run(ctx, { key, limit }) {
    const type = String(await sendOne(ctx, 'TYPE', [key], { isReadOnly: true }))
    const read = READERS[type]
    if (!read) return { value: null, type, found: type !== 'none', isCut: false }
    const [size = null, reply = null] = await ctx.redis.send({
      commands: [
        { name: read.size, args: [key] },
        { name: read.name, args: read.args(key, limit) },
      ],
      isReadOnly: true,
    })
    const max = type === 'string' ? MAX_TEXT : limit
    return { value: read.value(reply, limit), type, found: true, isCut: countOf(size) > max }
  },
})

interface Reader {
  size: string
  name: string
  args(key: string, limit: number): string[]
  value(reply: Json, limit: number): Json
}

/** By type, the commands that read at most `limit` parts of a value. */
const READERS: Readonly<Record<string, Reader>> = {
  string: {
    size: 'STRLEN',
    name: 'GETRANGE',
    args: (key) => [key, '0', String(MAX_TEXT - 1)],
    value: (reply) => reply,
  },
  list: {
    size: 'LLEN',
    name: 'LRANGE',
    args: (key, limit) => [key, '0', String(limit - 1)],
    value: (reply) => reply,
  },
  // With a count that is not negative, the members are distinct.
  set: {
    size: 'SCARD',
    name: 'SRANDMEMBER',
    args: (key, limit) => [key, String(limit)],
    value: (reply) => textsOf(reply).toSorted(),
  },
  zset: {
    size: 'ZCARD',
    name: 'ZRANGE',
    args: (key, limit) => [key, '0', String(limit - 1), 'WITHSCORES'],
    value: (reply) => pairsOf(reply).map(([member, score]) => ({ member, score })),
  },
  hash: {
    size: 'HLEN',
    name: 'HRANDFIELD',
    args: (key, limit) => [key, String(limit), 'WITHVALUES'],
    value: (reply) => Object.fromEntries(pairsOf(reply).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  },
}

function pairsOf(reply: Json): [string, string][] {
  const texts = textsOf(reply)
  return texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1] ?? ''] as [string, string]] : []))
}
