import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import type { SourceManifest } from '../source-manifest'

const settings = z.strictObject({
  content: z
    .enum(['all', 'pages', 'databases'])
    .default('all')
    .meta(
      layout({
        label: 'What to read',
        help: 'Notion decides which pages: open a page there, choose Connections and add this one. Pages below it come with it.',
        options: { all: 'Pages and databases', pages: 'Pages only', databases: 'Databases only, as tables' },
      }),
    ),
})

export const manifest = {
  id: 'notion',
  label: 'Notion',
  description: 'The pages and databases that a connection in Notion may see.',
  icon: 'book-open',
  docsUrl: 'https://www.notion.so/profile/integrations',
  settings,
  secret: {
    label: 'Integration token',
    help: 'Make an internal integration that may read content, and copy its secret.',
    placeholder: 'ntn_…',
    format: 'line',
    use: 'required',
    boundTo: [],
  },
  access: 'anyone',
  subject: 'content',
} as const satisfies SourceManifest
