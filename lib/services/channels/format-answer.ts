import 'server-only'
import type { Nodes, Parents } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { ChannelDefinition } from '@/lib/plugins/events/channel'

/** Converts Markdown to what the service shows. */
export function formatAnswer(markdown: string, format: ChannelDefinition['format']): string {
  if (format === 'markdown') return markdown
  const style = format === 'telegram' ? TELEGRAM : PLAIN
  return blocksOf(fromMarkdown(markdown), style).trim()
}

interface Style {
  escape(text: string): string
  wrap(kind: 'strong' | 'emphasis' | 'code' | 'quote', text: string): string
  codeBlock(text: string, language: string | null | undefined): string
  link(text: string, url: string): string
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const TAGS = { strong: 'b', emphasis: 'i', code: 'code', quote: 'blockquote' } as const

/** The tags that Telegram's parse mode `HTML` accepts. */
const TELEGRAM: Style = {
  escape: escapeHtml,
  wrap: (kind, text) => `<${TAGS[kind]}>${text}</${TAGS[kind]}>`,
  codeBlock: (text, language) =>
    language && /^[\w-]+$/.test(language)
      ? `<pre><code class="language-${language}">${escapeHtml(text)}</code></pre>`
      : `<pre>${escapeHtml(text)}</pre>`,
  link: (text, url) =>
    /^https?:\/\//.test(url) ? `<a href="${escapeHtml(url).replaceAll('"', '%22')}">${text}</a>` : text,
}

const PLAIN: Style = {
  escape: (text) => text,
  wrap: (_, text) => text,
  codeBlock: (text) => text,
  link: (text, url) => (text === url || !/^https?:\/\//.test(url) ? text : `${text} (${url})`),
}

function blocksOf(parent: Parents, style: Style): string {
  return parent.children.map((child) => blockOf(child, style)).join('\n\n')
}

function blockOf(node: Nodes, style: Style): string {
  switch (node.type) {
    case 'heading':
      return style.wrap('strong', inlineOf(node, style))
    case 'code':
      return style.codeBlock(node.value, node.lang)
    case 'blockquote':
      return style.wrap('quote', blocksOf(node, style))
    case 'list':
      return node.children
        .map((item, index) => {
          const mark = node.ordered ? `${(node.start ?? 1) + index}.` : '•'
          return `${mark} ${itemOf(item, style)}`
        })
        .join('\n')
    case 'thematicBreak':
      return '———'
    case 'html':
      return style.escape(node.value)
    case 'definition':
      return ''
    default:
      return 'children' in node ? inlineOf(node, style) : style.escape('value' in node ? node.value : '')
  }
}

/** Blocks of an item are indented below its first line. */
function itemOf(item: Parents, style: Style): string {
  return item.children
    .map((child) => blockOf(child, style))
    .join('\n')
    .replaceAll('\n', '\n   ')
}

function inlineOf(parent: Parents, style: Style): string {
  return parent.children.map((node) => inline(node, style)).join('')
}

function inline(node: Nodes, style: Style): string {
  switch (node.type) {
    case 'text':
    case 'html':
      return style.escape(node.value)
    case 'inlineCode':
      return style.wrap('code', style.escape(node.value))
    case 'strong':
    case 'emphasis':
      return style.wrap(node.type, inlineOf(node, style))
    case 'link':
      return style.link(inlineOf(node, style), node.url)
    case 'image':
      return style.link(style.escape(node.alt || node.url), node.url)
    case 'break':
      return '\n'
    default:
      return 'children' in node ? inlineOf(node, style) : ''
  }
}
