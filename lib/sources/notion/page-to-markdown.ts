import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { NotionApi } from './notion-api'
import { richText } from './rich-text'

const MAX_BLOCKS = 10_000
const MAX_DEPTH = 12

const Block = z.looseObject({ id: z.string(), type: z.string(), has_children: z.boolean().default(false) })
type Block = z.infer<typeof Block>
const Content = z.looseObject({})

/**
 * Converts a page's blocks to Markdown, including nested blocks. Null if the page is gone. @throws
 * AppError TOO_LARGE
 */
export async function pageToMarkdown(api: NotionApi, pageId: string): Promise<string | null> {
  const writer = new BlockWriter(api)
  const lines = await writer.children(pageId, '', 0)
  return lines === null
    ? null
    : `${lines
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim()}\n`
}

class BlockWriter {
  #count = 0

  constructor(private readonly api: NotionApi) {}

  async children(id: string, indent: string, depth: number): Promise<string[] | null> {
    const lines: string[] = []
    let number = 0
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page = await this.api.list(`/blocks/${encodeURIComponent(id)}/children`, cursor)
      if (page === null) return isFirst ? null : lines
      cursor = page.next
      for (const value of page.results) {
        const block = Block.safeParse(value)
        if (!block.success) continue
        this.#count += 1
        if (this.#count > MAX_BLOCKS) throw new AppError('TOO_LARGE', problem('sources.notionPageTooLarge'))
        number = block.data.type === 'numbered_list_item' ? number + 1 : 0
        lines.push(...(await this.#block(block.data, indent, depth, number)))
      }
    }
    return lines
  }

  async #block(block: Block, indent: string, depth: number, number: number): Promise<string[]> {
    const content = Content.safeParse(block[block.type]).data ?? {}
    if (block.type === 'table') return ['', ...(await this.#table(block.id)), '']
    const own = linesOf(block.type, content, number).map((line) => (line === '' ? line : indent + line))
    if (!block.has_children || depth >= MAX_DEPTH || isPageOfItsOwn(block.type)) return own
    const inner = /_list_item$|^to_do$/.test(block.type) ? `${indent}  ` : indent
    const below = (await this.children(block.id, inner, depth + 1)) ?? []
    return [...own, ...(block.type === 'quote' || block.type === 'callout' ? below.map((line) => `> ${line}`) : below)]
  }

  async #table(id: string): Promise<string[]> {
    const rows: string[][] = []
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page = await this.api.list(`/blocks/${encodeURIComponent(id)}/children`, cursor)
      cursor = page?.next ?? null
      for (const value of page?.results ?? []) {
        const cells = z.looseObject({ table_row: z.object({ cells: z.array(z.unknown()) }) }).safeParse(value)
        if (cells.success) rows.push(cells.data.table_row.cells.map(richText))
      }
    }
    return markdownTable(rows)
  }
}

/** The first row is the header. */
export function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const [head, ...body] = rows.map((cells) => `| ${cells.map(cell).join(' | ')} |`)
  if (head === undefined) return []
  return [head, `|${' --- |'.repeat(rows[0]?.length ?? 0)}`, ...body]
}

const cell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')
const isPageOfItsOwn = (type: string) => type === 'child_page' || type === 'child_database'

function linesOf(type: string, content: Record<string, unknown>, number: number): string[] {
  const text = richText(content.rich_text)
  switch (type) {
    case 'paragraph':
      return [text, '']
    case 'heading_1':
    case 'heading_2':
    case 'heading_3':
      return ['', `${'#'.repeat(Number(type.at(-1)) + 1)} ${text}`, '']
    case 'bulleted_list_item':
    case 'toggle':
      return [`- ${text}`]
    case 'numbered_list_item':
      return [`${number}. ${text}`]
    case 'to_do':
      return [`- [${content.checked === true ? 'x' : ' '}] ${text}`]
    case 'quote':
    case 'callout':
      return ['', ...text.split('\n').map((line) => `> ${line}`)]
    case 'code':
      return [
        '',
        `\`\`\`${typeof content.language === 'string' ? content.language : ''}`,
        ...text.split('\n'),
        '```',
        '',
      ]
    case 'equation':
      return [`$$${String(content.expression ?? '')}$$`, '']
    case 'divider':
      return ['', '---', '']
    case 'child_page':
    case 'child_database':
      return [`- ${String(content.title ?? '')}`]
    case 'bookmark':
    case 'embed':
    case 'link_preview':
      return [[richText(content.caption), String(content.url ?? '')].filter(Boolean).join(': '), '']
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
      // URLs of uploaded files are signed and expire within an hour; only the caption is kept.
      return [[richText(content.caption), String(content.name ?? '')].filter(Boolean).join(': '), '']
    default:
      return text === '' ? [] : [text, '']
  }
}
