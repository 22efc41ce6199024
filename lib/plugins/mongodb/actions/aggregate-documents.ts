import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { timeoutField } from '../../shared/sql/sql-fields'
import { collectionField, documentLimitField, documentsOutput, isCutOutput } from '../mongo-fields'

export default defineAction({
  id: 'aggregate-documents',
  version: 1,
  label: 'Aggregate documents',
  description: 'Groups, joins and computes documents with a pipeline that only reads.',
  synonyms: ['pipeline', 'group', 'sum', 'count', 'lookup', '聚合', '统计'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({
    collection: collectionField(),
    pipeline: z
      .array(z.record(z.string(), z.json()))
      .min(1)
      .max(100)
      .meta(
        layout({
          label: 'Pipeline',
          input: 'json',
          references: true,
          operators: true,
          filledBy: 'author',
          help: 'A list of stages, such as [{"$group": {"_id": "$city", "orders": {"$sum": 1}}}].',
        }),
      ),
    limit: documentLimitField(),
    timeoutSeconds: timeoutField(),
  }),
  output: z.strictObject({ documents: documentsOutput(), isCut: isCutOutput() }),
  async run({ mongo }, { collection, pipeline, limit, timeoutSeconds }) {
    const operation = { type: 'aggregate' as const, pipeline, limit }
    const { documents, isCut } = await mongo.call({ collection, operation, timeoutSeconds })
    return { documents, isCut }
  },
})
