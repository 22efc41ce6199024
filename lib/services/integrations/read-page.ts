import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { sniffFile } from '@/lib/files/sniff'
import { problem } from '@/lib/messages/problems/problem'
import type { ParsedDocument } from '@/lib/rag/parse/parsed-document'
import { parseInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { documentParser } from '../app-files/document-parser'

const MAX_CHARACTERS = 1_000_000
const PARSE_MS = 30_000

/** The main text of a web page or document as Markdown. @throws TOOL_FAILED for a failed response */
export async function readPage(
  fetch: EgressFetch,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<{ url: string; title: string; text: string }> {
  const response = await fetch(url, { signal, purpose: 'page', headers: { accept: 'text/html, */*;q=0.5' } })
  const { host, pathname } = new URL(url)
  if (!response.ok) {
    await response.body?.cancel()
    throw new AppError('TOOL_FAILED', problem('plugins.failedStatus', { service: host, status: `${response.status}` }))
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  const declaredType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? null
  const fileName = decodeURIComponent(pathname.split('/').at(-1) ?? '') || 'page.html'
  const isPage = declaredType === 'text/html' || declaredType === 'application/xhtml+xml'
  const mime = isPage ? 'text/html' : sniffFile({ bytes, fileName, declaredType }).mimeType
  const limits = { signal, timeoutMs: PARSE_MS, maxCharacters: MAX_CHARACTERS, ...documentParser() }
  const page = await parseInWorker({ bytes, fileName, mime, transfersBytes: true, ...limits })
  return { url: response.url || url, title: page.title, text: markdownOf(page) }
}

/** Adds heading marks: the parser returns headings as offsets in the text. */
function markdownOf({ text, sections }: Pick<ParsedDocument, 'text' | 'sections'>): string {
  let markdown = ''
  let index = 0
  for (const { level, start, contentStart } of sections) {
    // Sections of tables and code have no heading line of their own.
    if (start < index || contentStart === start) continue
    markdown += `${text.slice(index, start)}${'#'.repeat(level)} `
    index = start
  }
  return markdown + text.slice(index)
}
