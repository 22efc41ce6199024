import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { patternFields } from '../pattern-fields'
import type { SourceManifest } from '../source-manifest'

const settings = z.strictObject({
  bucket: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, schemaError('forms.bucket'))
    .meta(layout({ label: 'Bucket', placeholder: 'team-handbook' })),
  prefix: z
    .string()
    .max(900)
    .default('')
    .meta(layout({ label: 'Prefix', placeholder: 'handbook/en/', help: 'Leave empty for the whole bucket.' })),
  region: z
    .string()
    .trim()
    // Part of the host name: other characters could redirect requests to another host.
    .regex(/^[a-z0-9-]{1,40}$/, schemaError('forms.bucketRegion'))
    .default('us-east-1')
    .meta(layout({ label: 'Region' })),
  endpoint: z
    .string()
    .trim()
    .max(300)
    .regex(/^(?:https?:\/\/[^\s/?#@]+\/?)?$/i, schemaError('forms.endpoint'))
    .default('')
    .meta(
      layout({
        label: 'Endpoint URL',
        placeholder: 'https://minio.example.com',
        help: 'Leave empty for Amazon S3. Required for MinIO, Cloudflare R2, Backblaze B2, Wasabi and Ceph.',
      }),
    ),
  accessKeyId: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{3,128}$/, schemaError('forms.accessKey'))
    .meta(
      layout({
        label: 'Access key ID',
        help: 'The access key of a user that can only list the bucket and read its objects.',
      }),
    ),
  ...patternFields({ include: '*.pdf', exclude: '*/old/*' }),
})

export const manifest = {
  id: 's3',
  label: 'S3 bucket',
  description: 'Files in Amazon S3 or an S3-compatible service.',
  icon: 'database',
  docsUrl: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-iam.html',
  settings,
  secret: {
    label: 'Secret access key',
    help: 'For temporary credentials, use secret:session-token.',
    placeholder: '',
    format: 'line',
    use: 'required',
    boundTo: ['endpoint', 'region', 'accessKeyId'],
  },
  access: 'anyone',
  subject: 'bucket',
} as const satisfies SourceManifest

export type S3Settings = z.output<typeof settings>
