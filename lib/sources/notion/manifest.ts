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
        help: 'Access is granted in Notion: open a page, select Connections and add this integration. Its subpages are included.',
        options: { all: 'Pages and databases', pages: 'Pages only', databases: 'Databases only, as tables' },
      }),
    ),
})

export const manifest = {
  id: 'notion',
  label: 'Notion',
  description: 'The pages and databases that a Notion connection can access.',
  icon: 'book-open',
  docsUrl: 'https://www.notion.so/profile/integrations',
  settings,
  secret: {
    label: 'Integration token',
    help: 'Create an internal integration with read access and copy its secret.',
    placeholder: 'ntn_…',
    format: 'line',
    use: 'required',
    boundTo: [],
  },
  access: 'anyone',
  subject: 'content',
} as const satisfies SourceManifest
