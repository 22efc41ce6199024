import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { objectField } from '../../shared/fields'
import { timeoutField } from '../../shared/sql/sql-fields'
import { affectedOutput, collectionField, filterField, idsOutput } from '../mongo-fields'

const switchField = (label: string) =>
  z
    .boolean()
    .default(false)
    .meta(layout({ label, input: 'switch', advanced: true, filledBy: 'author' }))

export default defineAction({
  id: 'update-documents',
  version: 1,
  label: 'Update documents',
  description: 'Changes the first document that matches a filter, or all of them.',
  synonyms: ['change', 'set', 'edit', 'upsert', '更新', '修改'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    collection: collectionField(),
    filter: filterField(),
    update: objectField({
      label: 'Update',
      operators: true,
      filledBy: 'author',
      help: 'Such as {"$set": {"status": "paid"}}.',
    }),
    isMany: switchField('All matching documents'),
    isUpsert: switchField('Insert if none matches'),
    timeoutSeconds: timeoutField(),
  }),
  output: z.strictObject({ changed: affectedOutput('Changed documents'), ids: idsOutput() }),
  async run({ mongo }, { collection, timeoutSeconds, ...values }) {
    // Without a condition, the update would change any document.
    if (Object.keys(values.filter).length === 0)
      throw new AppError('INVALID_INPUT', problem('plugins.mongoFilterMissing'))
    const operation = { type: 'update' as const, ...values }
    const { affected, ids } = await mongo.call({ collection, operation, timeoutSeconds })
    return { changed: affected, ids }
  },
})
