import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { timeoutField } from '../../shared/sql/sql-fields'
import { affectedOutput, collectionField, idsOutput } from '../mongo-fields'

export default defineAction({
  id: 'insert-documents',
  version: 1,
  label: 'Insert documents',
  description: 'Adds documents to a collection.',
  synonyms: ['add', 'create', 'save', '插入', '新增'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    collection: collectionField(),
    documents: z
      .array(z.record(z.string(), z.json()))
      .min(1)
      .max(1_000)
      .meta(layout({ label: 'Documents', input: 'json', references: true, help: 'A list of objects.' })),
    timeoutSeconds: timeoutField(),
  }),
  output: z.strictObject({ inserted: affectedOutput('Inserted documents'), ids: idsOutput() }),
  async run({ mongo }, { collection, documents, timeoutSeconds }) {
    const operation = { type: 'insert' as const, documents }
    const { affected, ids } = await mongo.call({ collection, operation, timeoutSeconds })
    return { inserted: affected, ids }
  },
})
