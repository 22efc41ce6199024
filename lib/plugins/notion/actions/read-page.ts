import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { objectOutput } from '../../shared/fields'
import { notionErrors, notionFailure, notionId, notionKinds } from '../notion-fields'

export default defineAction({
  id: 'read-page',
  version: 1,
  label: 'Read a page',
  description: 'Reads the properties of a page and the text of its blocks.',
  synonyms: ['get', 'content', '读取', '内容'],
  connections: notionKinds,
  effect: 'read',
  input: z.strictObject({ page: notionId({ label: 'Page' }) }),
  output: z.strictObject({
    text: z.string().meta(layout({ label: 'Text' })),
    properties: objectOutput('Properties'),
  }),
  async run({ http }, { page }) {
    const { properties } = Page.parse((await http({ method: 'GET', url: `/v1/pages/${page}` })).json())
    const lines: string[] = []
    let cursor: string | null = null
    for (let pages = 0; pages < 20; pages += 1) {
      const query: Record<string, string> = { page_size: '100', ...(cursor === null ? {} : { start_cursor: cursor }) }
      const blocks = Blocks.parse((await http({ method: 'GET', url: `/v1/blocks/${page}/children`, query })).json())
      lines.push(...blocks.results.map(textOf))
      cursor = blocks.has_more ? blocks.next_cursor : null
      if (cursor === null) break
    }
    return { text: lines.filter((line) => line !== '').join('\n\n'), properties }
  },
  failure: notionFailure,
  errors: notionErrors,
})

const Page = z.object({ properties: z.record(z.string(), z.json()) })
const Block = z.looseObject({ type: z.string() })
const Blocks = z.object({ results: z.array(Block), has_more: z.boolean(), next_cursor: z.string().nullable() })
const Content = z.object({ rich_text: z.array(z.object({ plain_text: z.string() })) })

/** Blocks without text, such as dividers, are empty. */
function textOf(block: z.infer<typeof Block>): string {
  const content = Content.safeParse(block[block.type])
  return content.success ? content.data.rich_text.map(({ plain_text }) => plain_text).join('') : ''
}
