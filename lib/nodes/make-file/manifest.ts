import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const TABLES: ReadonlySet<string> = new Set(['xlsx', 'csv'])

const Config = z.strictObject({
  format: z
    .enum(['docx', 'pdf', 'xlsx', 'csv', 'md', 'html', 'txt', 'json'])
    .default('docx')
    .meta(
      layout({
        label: 'Format',
        input: 'select',
        options: {
          docx: 'Word (DOCX)',
          pdf: 'PDF',
          xlsx: 'Excel (XLSX)',
          csv: 'CSV',
          md: 'Markdown',
          html: 'HTML',
          txt: 'Plain text',
          json: 'JSON',
        },
      }),
    ),
  name: z
    .string()
    .max(300)
    .default('')
    .meta(
      layout({
        label: 'File name',
        references: true,
        placeholder: 'report',
        help: 'Without an ending. Signs that a file name cannot contain become spaces.',
      }),
    ),
  toolDescription: ToolDescription,
})
export type MakeFileConfig = z.infer<typeof Config>

export const manifest = defineManifest<MakeFileConfig>({
  type: 'make-file',
  version: 1,
  label: 'Make file',
  description: 'Writes text, a table or values to a file that the app returns.',
  group: 'output',
  icon: 'file-down',
  config: Config,
  effect: 'read',
  reusable: false,
  tool: true,
  templates: [{ path: 'name', encoding: 'text' }],
  ports: ({ format, name }) => ({
    inputs: [
      TABLES.has(format)
        ? {
            id: 'rows',
            label: 'Rows',
            kind: 'json' as const,
            required: true,
            description: 'A list of objects, one per row, or a list of lists whose first one is the header.',
          }
        : {
            id: 'content',
            label: 'Content',
            kind: 'any' as const,
            required: true,
            description: 'Markdown for Word, PDF and HTML: headings, lists, tables, code and links.',
          },
      ...variablePorts([name], 'text', ['rows', 'content']),
    ],
    outputs: [{ id: 'file', label: 'File', kind: 'file' }],
  }),
  summary: ({ format, name }) => `${name || 'file'}.${format}`,
  defaultPolicy: { timeoutSeconds: 60 },
})
