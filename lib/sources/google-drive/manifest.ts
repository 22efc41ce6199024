import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { patternFields } from '../pattern-fields'
import type { SourceManifest } from '../source-manifest'

const settings = z.strictObject({
  folder: z
    .string()
    .trim()
    .max(300)
    .regex(
      /^(?:https:\/\/drive\.google\.com\/(?:drive\/)?(?:u\/\d+\/)?folders\/)?[\w-]{10,100}(?:\?[\w=&-]*)?$/,
      'Paste the address of a folder in Google Drive, or its id.',
    )
    .meta(
      layout({
        label: 'Folder',
        placeholder: 'https://drive.google.com/drive/folders/…',
        help: 'Share the folder with the service account’s address (client_email in its key file). Viewer access is sufficient.',
      }),
    ),
  subfolders: z
    .boolean()
    .default(true)
    .meta(layout({ label: 'Include subfolders' })),
  ...patternFields({ include: '*.pdf', exclude: '*draft*' }),
})

export const manifest = {
  id: 'google-drive',
  label: 'Google Drive',
  description: 'Docs, Sheets, Slides and files in a folder that is shared with a service account.',
  icon: 'layers',
  docsUrl: 'https://cloud.google.com/iam/docs/keys-create-delete',
  settings,
  secret: {
    label: 'Service account',
    help: 'The JSON key file of a service account. The Drive API must be enabled in its project.',
    placeholder: '{ "type": "service_account", … }',
    format: 'json',
    use: 'required',
    boundTo: [],
  },
  access: 'anyone',
  subject: 'folder',
} as const satisfies SourceManifest
