import { z } from 'zod'
import { type FieldLayout, layout } from '@/lib/graph/schema/field-layout'

export const notionKinds = ['token', 'oauth'] as const

/** An id with or without hyphens. */
export function notionId(hints: FieldLayout) {
  return z
    .string()
    .regex(/^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i, 'Paste the ID from the address of the page.')
    .meta(layout({ references: true, placeholder: '1a2b3c4d5e6f…', ...hints }))
}

export const notionErrors = {
  object_not_found: {
    code: 'TOOL_FAILED',
    message: 'Notion does not find this page or database. Share it with the integration in Notion.',
  },
  unauthorized: { code: 'RECONNECT_REQUIRED', message: 'Notion rejected the token of the connection. Reconnect it.' },
} as const

/** Notion puts a code beside its message. */
export const notionFailure = { path: '/object', equals: 'error', reason: '/code' } as const

/** Paragraphs of a text: Notion limits each rich text to 2,000 characters and a request to 100 blocks. */
export function paragraphsOf(text: string) {
  const parts = text.split(/\n{2,}/).flatMap((part) => part.match(/[\s\S]{1,2000}/g) ?? [])
  return parts.slice(0, 100).map((content) => ({
    object: 'block',
    type: 'paragraph',
    paragraph: { rich_text: [{ type: 'text', text: { content } }] },
  }))
}
