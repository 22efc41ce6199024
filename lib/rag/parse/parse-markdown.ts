import { decodeText } from './decode-text'
import { readFrontMatter } from './front-matter'
import type { Parsed } from './parsed'
import { cleanText, TextBuilder } from './text-builder'

const FRONT_MATTER = /^---\n([\s\S]{0,20000}?)\n---\n/
const HEADING = /^ {0,3}(#{1,6})\s+(.+?)\s*#*$/
const FENCE = /^ {0,3}(```+|~~~+)/

/** Markdown stays as it was written, so that quotes match the file; headings are found outside code. */
export function parseMarkdown(bytes: Uint8Array): Parsed {
  const source = cleanText(decodeText(bytes))
  const frontMatter = FRONT_MATTER.exec(source)
  const builder = new TextBuilder()
  const isCode = codeTracker()
  let block: string[] = []
  for (const line of source.slice(frontMatter?.[0].length ?? 0).split('\n')) {
    const heading = isCode(line) ? null : HEADING.exec(line)
    if (!heading) {
      block.push(line)
      continue
    }
    builder.block(block.join('\n'))
    block = []
    builder.heading(heading[1]?.length ?? 1, plainTitle(heading[2] ?? ''))
  }
  builder.block(block.join('\n'))
  const { title: named, ...properties } = readFrontMatter(frontMatter?.[1] ?? '')
  const title = typeof named === 'string' && named ? named : builder.sections.find(({ level }) => level === 1)?.title
  return { builder, title, properties }
}

/** Says of line after line whether it belongs to a fenced block of code. */
function codeTracker(): (line: string) => boolean {
  let fence: string | null = null
  return (line) => {
    const mark = FENCE.exec(line)?.[1]
    if (!mark) return fence !== null
    if (fence === null) fence = mark
    else if (mark.startsWith(fence)) fence = null
    return true
  }
}

function plainTitle(title: string): string {
  return title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]/g, '')
}
