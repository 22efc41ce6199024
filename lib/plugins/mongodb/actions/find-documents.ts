import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalObject } from '../../shared/fields'
import { timeoutField } from '../../shared/sql/sql-fields'
import { collectionField, documentLimitField, documentsOutput, filterField, isCutOutput } from '../mongo-fields'

export default defineAction({
  id: 'find-documents',
  version: 1,
  label: 'Find documents',
  description: 'Finds the documents of a collection that match a filter.',
  synonyms: ['query', 'search', 'read', 'list', '查找', '查询'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({
    collection: collectionField(),
    filter: filterField(),
    projection: optionalObject({ label: 'Fields', help: 'Such as {"name": 1}.', filledBy: 'author', advanced: true }),
    sort: optionalObject({
      label: 'Sort',
      help: 'Such as {"createdAt": -1} for the newest first.',
      filledBy: 'author',
      advanced: true,
    }),
    limit: documentLimitField(),
    timeoutSeconds: timeoutField(),
  }),
  output: z.strictObject({ documents: documentsOutput(), isCut: isCutOutput() }),
  async run({ mongo }, { collection, filter, projection, sort, limit, timeoutSeconds }) {
    const operation = {
      type: 'find' as const,
      filter,
      limit,
      ...(projection ? { projection } : {}),
      ...(sort ? { sort } : {}),
    }
    const { documents, isCut } = await mongo.call({ collection, operation, timeoutSeconds })
    return { documents, isCut }
  },
})
