import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { patternFields } from '../pattern-fields'
import type { SourceManifest } from '../source-manifest'

const settings = z.strictObject({
  folder: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Choose one of the folders.')
    .meta(layout({ label: 'Folder', help: 'The operator of this server names them in KNOWLEDGE_FOLDERS.' })),
  path: z
    .string()
    .trim()
    .max(500)
    .regex(/^[^\0\\]*$/, 'Write it with slashes, such as handbook/en.')
    .refine((path) => !path.split('/').includes('..'), 'Leave out “..”: only what is inside the folder is read.')
    .default('')
    .meta(layout({ label: 'Only this part', placeholder: 'handbook/en', help: 'Empty: all of the folder.' })),
  watch: z
    .boolean()
    .default(true)
    .meta(
      layout({ label: 'Sync when files change', help: 'Looked at now and then as well, in case a change was missed.' }),
    ),
  ...patternFields({ include: '*.md', exclude: 'drafts/*' }),
})

export const manifest = {
  id: 'folder',
  label: 'Folder on this server',
  description: 'Files of a folder that the operator has named, followed as they change.',
  icon: 'server',
  docsUrl: null,
  settings,
  secret: null,
  access: 'operator',
  subject: 'folder',
} as const satisfies SourceManifest
