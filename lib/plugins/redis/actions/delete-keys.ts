import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { countOf, numberOutput, sendOne } from '../redis-fields'

export default defineAction({
  id: 'delete-keys',
  version: 1,
  label: 'Delete keys',
  description: 'Deletes keys with their values.',
  synonyms: ['remove', 'del', 'unlink', '删除'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    keys: z
      .array(z.string().min(1).max(1_000))
      .min(1)
      .max(1_000)
      .meta(layout({ label: 'Keys', references: true })),
  }),
  output: z.strictObject({ deleted: numberOutput('Deleted keys') }),
  async run(ctx, { keys }) {
    return { deleted: countOf(await sendOne(ctx, 'DEL', keys, { isReadOnly: false })) }
  },
})
