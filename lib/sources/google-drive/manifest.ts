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
        help: 'Share it with the service account’s address (client_email in its file); viewer is enough.',
      }),
    ),
  subfolders: z
    .boolean()
    .default(true)
    .meta(layout({ label: 'With the folders inside it' })),
  ...patternFields({ include: '*.pdf', exclude: '*draft*' }),
})

export const manifest = {
  id: 'google-drive',
  label: 'Google Drive',
  description: 'Docs, Sheets, Slides and files of a folder that is shared with a service account.',
  icon: 'layers',
  docsUrl: 'https://cloud.google.com/iam/docs/keys-create-delete',
  settings,
  secret: {
    label: 'Service account',
    help: 'The JSON file of a service account’s key. The Drive API must be switched on in its project.',
    placeholder: '{ "type": "service_account", … }',
    format: 'json',
    use: 'required',
    boundTo: [],
  },
  access: 'anyone',
  subject: 'folder',
} as const satisfies SourceManifest
