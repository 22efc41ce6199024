import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** The fields that nodes of Markdown have, by their `type`. */
export interface MarkdownNode {
  type: string
  value?: string | undefined
  alt?: string | null | undefined
  url?: string | undefined
  depth?: number | undefined
  ordered?: boolean | null | undefined
  start?: number | null | undefined
  /** Whether paragraphs of a list item are separated by empty lines. */
  spread?: boolean | null | undefined
  checked?: boolean | null | undefined
  children?: MarkdownNode[] | undefined
}

const SAFE_ADDRESS = /^(?:https?:|mailto:)/i

export function markdownTree(markdown: string): MarkdownNode[] {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children
}

/** The address of a link that a document may contain; null for scripts, files and relative addresses. */
export const safeAddress = (url = ''): string | null => (SAFE_ADDRESS.test(url) ? url : null)
