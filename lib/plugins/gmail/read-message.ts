import { z } from 'zod'

const Header = z.object({ name: z.string(), value: z.string() })

export const MessageHead = z.object({
  id: z.string(),
  threadId: z.string(),
  snippet: z.string().default(''),
  labelIds: z.array(z.string()).default([]),
  payload: z.looseObject({ headers: z.array(Header).default([]) }).default({ headers: [] }),
})
type Message = z.infer<typeof MessageHead>

export function headerOf({ payload }: Message, name: string): string | undefined {
  return payload.headers.find((header) => header.name.toLowerCase() === name)?.value
}

const Part = z.looseObject({
  mimeType: z.string().default(''),
  body: z.object({ data: z.string().optional() }).default({}),
  parts: z.array(z.unknown()).default([]),
})

/** The first plain text part; empty for a message with HTML only. */
export function textOf(payload: unknown, depth = 0): string {
  const parsed = Part.safeParse(payload)
  if (!parsed.success || depth > 20) return ''
  const { mimeType, body, parts } = parsed.data
  if (mimeType === 'text/plain' && body.data !== undefined) return decode(body.data)
  for (const part of parts) {
    const text = textOf(part, depth + 1)
    if (text !== '') return text
  }
  return ''
}

function decode(data: string): string {
  const binary = atob(data.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
}

/** The output of actions that list or read messages. */
export function describeMessage(message: Message): Record<string, string> {
  const names = ['from', 'to', 'subject', 'date'] as const
  const headers = names.flatMap((name) => {
    const value = headerOf(message, name)
    return value === undefined ? [] : [[name, value]]
  })
  return { id: message.id, threadId: message.threadId, snippet: message.snippet, ...Object.fromEntries(headers) }
}
