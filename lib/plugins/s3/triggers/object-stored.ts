import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, pollOutput, pollSince } from '../../shared/poll'
import { bucketField, listObjects, prefixField } from '../s3-objects'

/** A poll lists the whole prefix, since S3 lists objects by key and not by time. */
const MAX_LISTED = 20_000

export default defineTrigger({
  type: 'poll',
  id: 'object-stored',
  label: 'Object stored',
  description: 'Starts for each new or replaced object below a prefix of up to 20,000 objects.',
  synonyms: ['file', 'upload', 'created', '新文件', '上传'],
  connections: ['key'],
  input: z.strictObject({ bucket: bucketField, prefix: prefixField }),
  sample: {
    key: 'reports/2026.csv',
    size: 1_024,
    modifiedAt: '2026-11-30T08:00:00.000Z',
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
  },
  poll: defineAction({
    id: 'poll-objects',
    version: 1,
    label: 'List new objects',
    description: 'Lists objects that were stored since the last poll.',
    connections: ['key'],
    effect: 'read',
    input: z.strictObject({ bucket: bucketField, prefix: prefixField, cursor: cursorField }),
    output: pollOutput,
    run: (ctx, { bucket, prefix, cursor }) =>
      pollSince({
        cursor,
        now: ctx.now,
        read: async (since) => {
          const objects = await listObjects(ctx, { bucket, prefix, limit: MAX_LISTED })
          return objects
            .filter(({ modifiedAt }) => modifiedAt >= since)
            .toSorted((a, b) => (a.modifiedAt < b.modifiedAt ? -1 : 1))
            .map((object) => ({
              id: `${object.key}#${object.etag}#${object.modifiedAt}`,
              at: object.modifiedAt,
              data: { ...object },
            }))
        },
      }),
  }),
})
