import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
export default defineAction({
  id: 'read-page',
  version: 1,
  label: 'Read a web page',
  description: 'Reads the main text of a web page as Markdown.',
  synonyms: ['extract', 'fetch', 'browse', 'scrape', '读取网页', '抓取'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .meta(layout({ label: 'Address', references: true, placeholder: 'https://example.com/article' })),
  }),
  output: z.strictObject({
    text: z.string().meta(layout({ label: 'Text' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  async run({ http }, { url }) {
    const response = await http({
      method: 'POST',
      url: '/extract',
      body: { json: { urls: [url], format: 'markdown' } },
    })
    const [page] = Extracted.parse(response.json()).results
    return { text: page?.raw_content ?? '', url: page?.url ?? url }
  },
})

const Extracted = z.object({ results: z.array(z.object({ url: z.string(), raw_content: z.string() })) })
