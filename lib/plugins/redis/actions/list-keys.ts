import { z } from 'zod'
import type { Json } from '@/lib/core/json'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, textField } from '../../shared/fields'

/** Keys that the server checks per step, and the steps of one call. */
const STEP_KEYS = '1000'
const MAX_STEPS = 200

export default defineAction({
  id: 'list-keys',
  version: 1,
  label: 'List keys',
  description: 'Lists the keys that match a pattern, in small steps that do not block the server.',
  synonyms: ['scan', 'search', 'find', '列出', '查找'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({
    pattern: textField(
      { label: 'Pattern', placeholder: 'user:*', help: '* is any text, ? one character.' },
      { max: 1_000 },
    ),
    limit: limitField(100, 10_000),
  }),
  output: z.strictObject({
    keys: z.array(z.string()).meta(layout({ label: 'Keys' })),
    isCut: z.boolean().meta(layout({ label: 'More exists' })),
  }),
  async run({ redis }, { pattern, limit }) {
    // The server may return a key several times.
    const keys = new Set<string>()
    let cursor = '0'
    let steps = 0
    const step = () => {
      steps += 1
      return [{ name: 'SCAN', args: [cursor, 'MATCH', pattern, 'COUNT', STEP_KEYS] }]
    }
    const more = ([reply]: readonly Json[]) => {
      const [next, found] = Reply.parse(reply)
      for (const key of found) keys.add(key)
      cursor = next
      return cursor === '0' || keys.size > limit || steps >= MAX_STEPS ? [] : step()
    }
    await redis.send({ commands: step(), more, isReadOnly: true })
    return { keys: [...keys].slice(0, limit), isCut: cursor !== '0' || keys.size > limit }
  },
})

const Reply = z.tuple([z.string(), z.array(z.string())])
