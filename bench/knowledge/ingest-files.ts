import { strToU8 } from 'fflate'
import { FILE_TYPES, type FileKind } from '@/lib/files/file-types'
import { writeTestDocx } from '@/lib/rag/parse/office/write-test-docx'
import { writeTestPdf } from '@/lib/rag/parse/pdf/write-test-pdf'
import { type Passage, readPassages } from '../retrieval-data'

export interface BenchFile {
  bytes: Uint8Array
  fileName: string
  mime: string
}

const PASSAGES_PER_FILE = 12

/** The public passages, twelve per file, in alternating formats. */
export function mixedFiles(): BenchFile[] {
  const passages = readPassages()
  const groups = Array.from({ length: Math.floor(passages.length / PASSAGES_PER_FILE) }, (_, group) =>
    passages.slice(group * PASSAGES_PER_FILE, (group + 1) * PASSAGES_PER_FILE),
  )
  return groups.map((group, index) => {
    const kind = KINDS[index % KINDS.length] ?? 'text'
    return file(`file-${index}`, kind, WRITERS[kind](group))
  })
}

/** Short notes of about three chunks, generated on demand so that they use no memory. */
export function* smallFiles(count: number): Generator<BenchFile> {
  const passages = readPassages()
  for (let index = 0; index < count; index += 1) {
    const group = [0, 1]
      .map((position) => passages[(index * 2 + position) % passages.length])
      .filter((item) => item !== undefined)
    yield file(`note-${index}`, 'markdown', WRITERS.markdown(group))
  }
}

/** Pages of 45 lines under a running header. */
export function largePdf(pages: number): BenchFile {
  const lines = readPassages().flatMap(({ text }) => text.match(/.{1,90}(?:\s|$)/g) ?? [])
  const bytes = writeTestPdf(
    Array.from({ length: pages }, (_, page) => [
      { text: 'Journal of long documents' },
      ...Array.from({ length: 45 }, (_line, line) => ({ text: ascii(lines[(page * 45 + line) % lines.length] ?? '') })),
      { text: String(page + 1) },
    ]),
  )
  return file('large', 'pdf', bytes)
}

function file(name: string, kind: FileKind, content: string | Uint8Array): BenchFile {
  const type = FILE_TYPES.find((candidate) => candidate.kind === kind)
  if (!type) throw new Error(`no file type ${kind}`)
  const bytes = typeof content === 'string' ? strToU8(content) : content
  return { bytes, fileName: `${name}.${type.extensions[0]}`, mime: type.mimeType }
}

const ascii = (text: string) => text.replace(/[^\x20-\x7e]/g, '')
const KINDS = ['markdown', 'html', 'docx', 'pdf', 'csv', 'jsonl', 'text'] as const
const WRITERS: Record<(typeof KINDS)[number], (group: readonly Passage[]) => string | Uint8Array> = {
  markdown: (group) => group.map(({ title, text }) => `# ${title}\n\n${text}`).join('\n\n'),
  html: (group) =>
    `<html><body>${group.map(({ title, text }) => `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>`).join('')}</body></html>`,
  docx: (group) => writeTestDocx(group.flatMap(({ title, text }) => [{ level: 1 as const, text: title }, text])),
  pdf: (group) =>
    writeTestPdf(
      group.map(({ title, text }) => [
        { text: ascii(title), size: 18 },
        ...(text.match(/.{1,90}(?:\s|$)/g) ?? []).map((line) => ({ text: ascii(line) })),
      ]),
    ),
  csv: (group) => `title,text\n${group.map(({ title, text }) => `${quoted(title)},${quoted(text)}`).join('\n')}`,
  jsonl: (group) => group.map(({ title, text }) => JSON.stringify({ title, text })).join('\n'),
  text: (group) => group.map(({ text }) => text).join('\n\n'),
}
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
