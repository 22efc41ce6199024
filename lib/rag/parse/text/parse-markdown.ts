import type { Parsed } from '../parsed'
import { cleanText, TextBuilder } from '../text-builder'
import { decodeText } from './decode-text'
import { readFrontMatter } from './front-matter'

const FRONT_MATTER = /^(---|\+\+\+)\n([\s\S]{0,20000}?)\n\1(?:\n|$)/
const HEADING = /^ {0,3}(#{1,6})\s+(.+?)\s*#*$/
/** A text line followed by one of these is a heading. */
const UNDERLINE = /^ {0,3}(=+|-{2,})\s*$/
const FENCE = /^ {0,3}(```+|~~~+)/

/** Keeps Markdown unchanged, so that quotes match the file; finds headings outside of code. */
export function parseMarkdown(bytes: Uint8Array): Parsed {
  const source = cleanText(decodeText(bytes))
  const frontMatter = FRONT_MATTER.exec(source)
  const builder = new TextBuilder()
  const isCode = codeTracker()
  let block: string[] = []
  for (const line of source.slice(frontMatter?.[0].length ?? 0).split('\n')) {
    const heading = isCode(line) ? null : headingOf(line, block)
    if (!heading) {
      block.push(line)
      continue
    }
    if (heading.isAbove) block.pop()
    builder.block(block.join('\n'))
    block = []
    builder.heading(heading.level, plainTitle(heading.title))
  }
  builder.block(block.join('\n'))
  const fields = frontMatter?.[2] ?? ''
  // TOML's plain fields only differ from YAML's in their separator.
  const yaml = frontMatter?.[1] === '+++' ? fields.replace(/^([\w -]+?)\s*=\s*/gm, '$1: ') : fields
  const { title: named, ...properties } = readFrontMatter(yaml)
  const title = typeof named === 'string' && named ? named : builder.sections.find(({ level }) => level === 1)?.title
  return { builder, title, properties }
}

/** A heading by # marks, or by underlining a single-line paragraph. */
function headingOf(line: string, above: readonly string[]): { level: number; title: string; isAbove: boolean } | null {
  const heading = HEADING.exec(line)
  if (heading) return { level: heading[1]?.length ?? 1, title: heading[2] ?? '', isAbove: false }
  const underline = UNDERLINE.exec(line)?.[1]
  const title = above.at(-1)?.trim() ?? ''
  const isSingleLine = !above.at(-2)?.trim()
  const isTitle = /^[\p{L}\p{N}"“*_`[(]/u.test(title) && !title.includes('|')
  if (!underline || !isSingleLine || !isTitle) return null
  return { level: underline.startsWith('=') ? 1 : 2, title, isAbove: true }
}

/** Returns whether each successive line belongs to a fenced code block. */
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
