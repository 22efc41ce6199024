import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { bucketField, keyField, objectPath } from '../s3-objects'

export default defineAction({
  id: 'signed-url',
  version: 1,
  label: 'Create a signed URL',
  description: 'Creates a link with which anyone can download an object until it expires. Sends no request.',
  synonyms: ['link', 'presign', 'share', '链接', '分享'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    bucket: bucketField,
    key: keyField,
    minutes: z
      .number()
      .int()
      .min(1)
      .max(10_080)
      .default(60)
      .meta(layout({ label: 'Valid for (minutes)', input: 'number', filledBy: 'author' })),
  }),
  output: z.strictObject({ url: textOutput('URL') }),
  async run({ signedUrl }, { bucket, key, minutes }) {
    return { url: await signedUrl({ url: objectPath(bucket, key), expiresSeconds: minutes * 60 }) }
  },
})
