import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { defineSource, type Fetched, type FoundItem, type ItemPage, MAX_FILE_BYTES } from '../source-client'
import { manifest } from './manifest'
import { type NotionApi, notionApi } from './notion-api'
import { markdownTable, pageToMarkdown } from './page-to-markdown'
import { Properties, propertyText, titleOf } from './property-text'
import { plainText } from './rich-text'

const MAX_ROWS = 10_000

const PageOrDatabase = z.looseObject({
  object: z.enum(['page', 'database']),
  id: z.string().regex(/^[0-9a-f-]{32,36}$/i),
  url: z.string().nullish(),
  last_edited_time: z.string(),
  archived: z.boolean().nullish(),
  in_trash: z.boolean().nullish(),
  parent: z.looseObject({ type: z.string() }).nullish(),
  properties: Properties.optional(),
  title: z.unknown().optional(),
})
type PageOrDatabase = z.infer<typeof PageOrDatabase>

export default defineSource(manifest, (connection) => {
  const api = notionApi(connection)
  const { content } = connection.settings
  return {
    parallel: 2,
    maxItems: 50_000,
    async *list({ cursor: from }): AsyncGenerator<ItemPage> {
      for (let cursor = from, isFirst = true; isFirst || cursor !== null; isFirst = false) {
        const result = await api.list('/search', cursor, searchBody(content))
        if (result === null) throw new AppError('EGRESS_FAILED', problem('sources.notionAnswerInvalid'))
        cursor = result.next
        const items = result.results.flatMap((value) => PageOrDatabase.safeParse(value).data ?? [])
        yield { items: items.filter((item) => !item.archived && !item.in_trash).map(toItem), cursor }
      }
    },
    async fetch({ key, name, url, revision, hint }) {
      const markdown =
        hint?.object === 'database'
          ? await database(api, key, name)
          : await page(api, key, name, hint?.inDatabase === true)
      if (markdown === null) return { kind: 'gone' }
      const bytes = new TextEncoder().encode(markdown)
      if (bytes.byteLength > MAX_FILE_BYTES) throw new AppError('TOO_LARGE', problem('sources.fileTooLarge'))
      return { kind: 'file', name, mimeType: 'text/markdown', bytes, url, revision } satisfies Fetched
    },
  }
})

function searchBody(content: 'all' | 'pages' | 'databases') {
  const sort = { direction: 'ascending', timestamp: 'last_edited_time' }
  return content === 'all'
    ? { sort }
    : { sort, filter: { property: 'object', value: content === 'pages' ? 'page' : 'database' } }
}

function toItem(item: PageOrDatabase): FoundItem {
  const isDatabase = item.object === 'database'
  const title = isDatabase ? plainText(item.title).trim() : titleOf(item.properties ?? {})
  return {
    key: item.id,
    name: title || 'Untitled',
    url: item.url && /^https:\/\//.test(item.url) ? item.url : null,
    // Editing rows does not change the time of the database.
    revision: isDatabase ? null : item.last_edited_time,
    hint: { object: item.object, inDatabase: item.parent?.type === 'database_id' },
  }
}

async function page(api: NotionApi, id: string, title: string, inDatabase: boolean): Promise<string | null> {
  const body = await pageToMarkdown(api, id)
  if (body === null) return null
  const properties = inDatabase
    ? ((await api.get(PageOrDatabase, `/pages/${encodeURIComponent(id)}`))?.properties ?? {})
    : {}
  const facts = Object.entries(properties)
    .filter(([, { type }]) => type !== 'title')
    .map(([label, property]) => [label, propertyText(property)] as const)
    .filter(([, text]) => text !== '')
  return [
    `# ${title}`,
    ...(facts.length > 0 ? [facts.map(([label, text]) => `- ${label}: ${text}`).join('\n')] : []),
    body,
  ].join('\n\n')
}

/** One table of all rows; each row's page is a document of its own. */
async function database(api: NotionApi, id: string, title: string): Promise<string | null> {
  const rows: Properties[] = []
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const found = await api.list(`/databases/${encodeURIComponent(id)}/query`, cursor, {})
    if (found === null) return null
    cursor = found.next
    for (const value of found.results) rows.push(PageOrDatabase.safeParse(value).data?.properties ?? {})
    if (rows.length > MAX_ROWS) throw new AppError('TOO_LARGE', problem('sources.notionDatabaseTooLarge'))
  }
  const names = Object.entries(rows[0] ?? {})
    .toSorted(([, a], [, b]) => Number(b.type === 'title') - Number(a.type === 'title'))
    .map(([name]) => name)
  const table = markdownTable([names, ...rows.map((row) => names.map((name) => propertyText(row[name])))])
  return `# ${title}\n\n${table.join('\n')}\n`
}
