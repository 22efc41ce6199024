import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'

const Config = z.strictObject({
  maxCharacters: z
    .number()
    .int()
    .min(1_000)
    .max(2_000_000)
    .default(500_000)
    .meta(
      layout({
        label: 'Maximum length',
        input: 'number',
        unit: 'characters',
        advanced: true,
        help: 'The step fails for longer texts.',
      }),
    ),
})
export type ReadFileConfig = z.infer<typeof Config>

export const manifest = defineManifest<ReadFileConfig>({
  type: 'read-file',
  version: 1,
  label: 'Read file',
  description: 'Returns the text, the passages and the table rows of files of this app.',
  group: 'knowledge',
  icon: 'file-text',
  config: Config,
  effect: 'read',
  bringsUntrusted: true,
  ports: () => ({
    inputs: [
      {
        id: 'file',
        label: 'File',
        kind: 'any',
        required: true,
        description: 'A file from Input or another step, or a list of files.',
      },
    ],
    outputs: [
      { id: 'text', label: 'Text', kind: 'text', description: 'Of a list, the texts below each other.' },
      { id: 'texts', label: 'Texts', kind: 'json', description: 'One text per file.' },
      { id: 'documents', label: 'Passages', kind: 'documents' },
      {
        id: 'rows',
        label: 'Rows',
        kind: 'json',
        description: 'One object per row of a CSV, Excel or JSON file; empty for other files.',
      },
      { id: 'json', label: 'JSON', kind: 'json', description: 'The value of a JSON file. Skipped for other files.' },
    ],
  }),
  summary: () => '',
  defaultPolicy: { timeoutSeconds: 120 },
})
