import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'

export default defineAction({
  id: 'read-page',
  version: 1,
  label: 'Read a web page',
  description: 'Reads the main text of a web page, PDF or office document as Markdown, without menus and ads.',
  synonyms: ['extract', 'article', 'markdown', 'summarize', '正文'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .meta(layout({ label: 'Address', references: true, placeholder: 'https://example.com/article' })),
  }),
  output: z.strictObject({
    text: z.string().meta(layout({ label: 'Text' })),
    title: z.string().meta(layout({ label: 'Title' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  run: ({ readPage }, { url }) => readPage(url),
})
