import { safeLink } from '@/lib/client/safe-link'
import { append, h } from '../../element'

export interface InlineOptions {
  /** Creates the marker of a citation such as [1]; null keeps the text, 'hidden' removes it. */
  citation?: (number: number) => Node | 'hidden' | null
}

const MAX_DEPTH = 12
const DELIMITERS = [
  { mark: '**', tag: 'strong' },
  { mark: '__', tag: 'strong' },
  { mark: '~~', tag: 'del' },
  { mark: '*', tag: 'em' },
  { mark: '_', tag: 'em' },
] as const

/** Inline Markdown as nodes. HTML is shown as text, and images become their description, so that nothing is fetched. */
export function inlineNodes(text: string, options: InlineOptions, depth = 0): Node[] {
  const nodes: Node[] = []
  let plain = ''
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(plain))
    plain = ''
  }
  for (let index = 0; index < text.length; ) {
    const found = depth < MAX_DEPTH ? match(text, index, options, depth) : null
    if (found) {
      plain = joinText(plain, found)
      if (found.text === undefined) flush()
      nodes.push(...(found.nodes ?? []))
      index = found.end
    } else {
      plain += text[index]
      index += 1
    }
  }
  flush()
  return nodes
}

function joinText(plain: string, { text, isHidden, isCitation }: Match): string {
  if (text !== undefined) return (isHidden ? plain.trimEnd() : plain) + text
  // A citation stays on the line of the word that it follows.
  return isCitation ? plain.replace(/ $/, '\u00a0') : plain
}

interface Match {
  end: number
  text?: string
  nodes?: Node[]
  /** Whether the citation is left out, together with the space before it. */
  isHidden?: boolean
  isCitation?: boolean
}

function match(text: string, index: number, options: InlineOptions, depth: number): Match | null {
  switch (text[index]) {
    case '\\':
      return /[!-/:-@[-`{-~]/.test(text[index + 1] ?? '') ? { end: index + 2, text: text[index + 1] ?? '' } : null
    case '`':
      return matchCode(text, index)
    case '!':
      return matchImage(text, index)
    case '[':
      return matchCitation(text, index, options) ?? matchLink(text, index, options, depth)
    case '<':
      return matchAutolink(text, index)
    case 'h':
    case 'H':
      return matchBareUrl(text, index)
    case '*':
    case '_':
    case '~':
      return matchDelimiter(text, index, options, depth)
    default:
      return null
  }
}

function matchCode(text: string, index: number): Match | null {
  const fence = /^`+/.exec(text.slice(index, index + 20))?.[0] ?? '`'
  const close = text.indexOf(fence, index + fence.length)
  if (close === -1) return null
  const code = text.slice(index + fence.length, close).replace(/^ (.*) $/s, '$1')
  return { end: close + fence.length, nodes: [h('code', {}, code)] }
}

/** Parses `[label](address "title")` from its bracket. The label may contain balanced brackets. */
function readLink(text: string, position: number): { label: string; url: string; end: number } | null {
  let depth = 0
  let close = -1
  for (let index = position; index < Math.min(text.length, position + 2_000) && close === -1; index += 1) {
    if (text[index] === '\\') index += 1
    else if (text[index] === '[') depth += 1
    else if (text[index] === ']' && --depth === 0) close = index
  }
  if (close === -1) return null
  const target = /^\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.exec(
    text.slice(close + 1, close + 2_100),
  )
  const reference = target ? null : /^\[[^\]]*\]/.exec(text.slice(close + 1, close + 200))
  if (!target && !reference) return null
  const end = close + 1 + (target?.[0].length ?? reference?.[0].length ?? 0)
  return { label: text.slice(position + 1, close), url: target?.[1] ?? '', end }
}

function matchLink(text: string, index: number, options: InlineOptions, depth: number): Match | null {
  const link = readLink(text, index)
  if (!link) return null
  const label = inlineNodes(link.label, options, depth + 1)
  const url = safeLink(link.url)
  return { end: link.end, nodes: url ? [anchor(url, label)] : label }
}

/** Images are only named: loading one would send data to a URL chosen by the text. */
function matchImage(text: string, index: number): Match | null {
  if (text[index + 1] !== '[') return null
  const link = readLink(text, index + 1)
  return link ? { end: link.end, text: link.label } : null
}

const STOP = /^[.,;:!?)…。，、；：！？）]+/

function matchCitation(text: string, index: number, options: InlineOptions): Match | null {
  // A link such as [1](address) or [1][label] is not a citation; [1][2] are two citations.
  const found = /^\[(\d{1,3})\](?!\(|\[(?!\d{1,3}\]))/.exec(text.slice(index, index + 12))
  const node = found ? options.citation?.(Number(found[1])) : null
  if (!found || !node) return null
  const end = index + found[0].length
  if (node === 'hidden') return { end, text: '', isHidden: true }
  const next = matchCitation(text, end, options)
  const [stop = ''] = next ? [] : (STOP.exec(text.slice(end, end + 4)) ?? [])
  if (!next?.nodes && stop === '') return { end, nodes: [node], isCitation: true }
  // Neither another citation nor a full stop starts a line.
  const rest = next?.nodes ?? [document.createTextNode(stop)]
  const cited = h('span', { class: 'cited' }, node, ...rest)
  return { end: next?.end ?? end + stop.length, nodes: [cited], isCitation: true }
}

function matchAutolink(text: string, index: number): Match | null {
  const found = /^<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/i.exec(text.slice(index, index + 2_010))
  const url = found?.[1] ? safeLink(found[1]) : null
  return found?.[1] && url ? { end: index + found[0].length, nodes: [anchor(url, [found[1]])] } : null
}

function matchBareUrl(text: string, index: number): Match | null {
  if (index > 0 && /[\w@]/.test(text[index - 1] ?? '')) return null
  const raw = /^https?:\/\/[^\s<>"'`*|\\]{1,2000}/i
    .exec(text.slice(index, index + 2_010))?.[0]
    .replace(/[.,;:!?)\]]+$/, '')
  const url = raw ? safeLink(raw) : null
  return raw && url ? { end: index + raw.length, nodes: [anchor(url, [raw])] } : null
}

function matchDelimiter(text: string, index: number, options: InlineOptions, depth: number): Match | null {
  const found = DELIMITERS.find(({ mark }) => text.startsWith(mark, index))
  if (!found || /^\s|^$/.test(text[index + found.mark.length] ?? '')) return null
  const isWordMark = found.mark[0] === '_'
  // Underscores inside words, as in file_name_2, are literal.
  if (isWordMark && /\w/.test(text[index - 1] ?? '')) return null
  const close = findClose(text, index + found.mark.length, found.mark)
  if (close === -1 || (isWordMark && /\w/.test(text[close + found.mark.length] ?? ''))) return null
  const innerNodes = inlineNodes(text.slice(index + found.mark.length, close), options, depth + 1)
  const element = h(found.tag)
  append(element, innerNodes)
  return { end: close + found.mark.length, nodes: [element] }
}

function findClose(text: string, from: number, mark: string): number {
  const limit = Math.min(text.length, from + 5_000)
  for (let close = text.indexOf(mark, from + 1); close !== -1 && close < limit; close = text.indexOf(mark, close + 1)) {
    if (/\s/.test(text[close - 1] ?? '') || text[close - 1] === '\\') continue
    // A single star must not close at one half of a double star.
    if (mark.length === 1 && (text[close + 1] === mark || text[close - 1] === mark)) continue
    return close
  }
  return -1
}

function anchor(url: string, children: (Node | string)[]): HTMLAnchorElement {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children)
}
