import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { bucketField, listObjects, prefixField } from '../s3-objects'

export default defineAction({
  id: 'list-objects',
  version: 1,
  label: 'List objects',
  description: 'Lists the objects of a bucket in the order of their keys.',
  synonyms: ['search', 'find', 'files', '列出', '查找'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({ bucket: bucketField, prefix: prefixField, limit: limitField(100) }),
  output: z.strictObject({ objects: listOutput('Objects') }),
  async run(ctx, { bucket, prefix, limit }) {
    const objects = await listObjects(ctx, { bucket, prefix, limit })
    return { objects: objects.slice(0, limit).map((object) => ({ ...object })) }
  },
})
