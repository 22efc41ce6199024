import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { patternFields } from '../pattern-fields'
import type { SourceManifest } from '../source-manifest'

const settings = z.strictObject({
  folder: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, schemaError('forms.folderMissing'))
    .meta(
      layout({ label: 'Folder', help: 'The operator of this server configures these folders in KNOWLEDGE_FOLDERS.' }),
    ),
  path: z
    .string()
    .trim()
    .max(500)
    .regex(/^[^\0\\]*$/, schemaError('forms.folderPath'))
    .refine((path) => !path.split('/').includes('..'), schemaError('forms.folderParent'))
    .default('')
    .meta(layout({ label: 'Subfolder', placeholder: 'handbook/en', help: 'Leave empty for the whole folder.' })),
  watch: z
    .boolean()
    .default(true)
    .meta(
      layout({
        label: 'Sync when files change',
        help: 'The folder is also checked regularly, in case a change was missed.',
      }),
    ),
  ...patternFields({ include: '*.md', exclude: 'drafts/*' }),
})

export const manifest = {
  id: 'folder',
  label: 'Folder on this server',
  description: 'Files in a folder that the operator of this server provides. Changes are synced.',
  icon: 'server',
  docsUrl: null,
  settings,
  secret: null,
  access: 'operator',
  subject: 'folder',
} as const satisfies SourceManifest
