import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { isFile } from '@/lib/graph/file-value'
import { textFromJson } from '@/lib/graph/templates/text-from-json'
import { problem } from '@/lib/messages/problems/problem'

interface NamedText {
  name: string
  text: string
}

const MAX_DOCUMENTS = 100
const UNTITLED = 'Untitled'

/**
 * Turns each file of a list into a document, and any other content into one document. Repeated names get a number.
 * @throws INVALID_INPUT, LIMIT_EXCEEDED
 */
export function readContent(content: Json, title: string): NamedText[] {
  const items = Array.isArray(content) && content.length > 0 && content.every(isFile) ? content : [content]
  if (items.length > MAX_DOCUMENTS)
    throw new AppError('LIMIT_EXCEEDED', problem('nodes.tooManyDocuments', { count: items.length, max: MAX_DOCUMENTS }))
  const found = items.map((item): NamedText => {
    if (isFile(item)) return { name: title.trim() || item.name, text: item.text }
    return { name: title.trim() || UNTITLED, text: item === null ? '' : textFromJson(item) }
  })
  if (found.some(({ text }) => text.trim() === '')) throw new AppError('INVALID_INPUT', problem('nodes.nothingToStore'))
  const seen = new Map<string, number>()
  return found.map(({ name, text }) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { name: asMarkdown(count === 1 ? name : `${name} (${count})`), text }
  })
}

/** Only the text of a file is stored, so its name must have the extension of a text file. */
const asMarkdown = (name: string): string => (/\.(?:md|txt)$/i.test(name) ? name : `${name}.md`)
