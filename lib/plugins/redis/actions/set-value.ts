import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { selectField, textField } from '../../shared/fields'
import { keyField, sendOne } from '../redis-fields'

const CONDITIONS = { always: [], absent: ['NX'], present: ['XX'] } as const

export default defineAction({
  id: 'set-value',
  version: 1,
  label: 'Set a value',
  description: 'Stores a text under a key, if you like only for some time.',
  synonyms: ['write', 'store', 'save', 'cache', '写入', '设置'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    key: keyField(),
    value: textField({ label: 'Value', input: 'textarea' }, { max: 1_000_000 }),
    expireSeconds: z
      .number()
      .int()
      .min(1)
      .max(3_153_600_000)
      .optional()
      .meta(layout({ label: 'Expires after', input: 'number', unit: 's', help: 'Empty: never.' })),
    condition: selectField(
      { always: 'Always', absent: 'Only a new key', present: 'Only an existing key' },
      { label: 'Write', fallback: 'always', advanced: true, filledBy: 'author' },
    ),
  }),
  output: z.strictObject({ isStored: z.boolean().meta(layout({ label: 'Stored' })) }),
  async run(ctx, { key, value, expireSeconds, condition }) {
    const expiry = expireSeconds === undefined ? [] : ['EX', String(expireSeconds)]
    const reply = await sendOne(ctx, 'SET', [key, value, ...CONDITIONS[condition], ...expiry], { isReadOnly: false })
    return { isStored: reply === 'OK' }
  },
})
