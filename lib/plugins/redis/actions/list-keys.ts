import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, textField } from '../../shared/fields'
import { sendOne, textsOf } from '../redis-fields'

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
  async run(ctx, { pattern, limit }) {
    // The server may return a key several times.
    const keys = new Set<string>()
    let cursor = '0'
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const args = [cursor, 'MATCH', pattern, 'COUNT', STEP_KEYS]
      const reply = Reply.parse(await sendOne(ctx, 'SCAN', args, { isReadOnly: true }))
      for (const key of textsOf(reply[1])) keys.add(key)
      cursor = reply[0]
      if (cursor === '0' || keys.size > limit) break
    }
    return { keys: [...keys].slice(0, limit), isCut: cursor !== '0' || keys.size > limit }
  },
})

const Reply = z.tuple([z.string(), z.array(z.string())])
