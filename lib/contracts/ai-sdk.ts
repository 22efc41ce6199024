import { z } from 'zod'

/** What `useChat` of the AI SDK sends. Parts of other kinds, such as sources and steps, are nothing to answer. */
const Part = z.looseObject({
  type: z.string().max(200),
  text: z.string().optional(),
  /** Of a file. */
  url: z.string().optional(),
  mediaType: z.string().max(200).optional(),
  filename: z.string().max(1_000).optional(),
})

export const AiSdkMessage = z.looseObject({
  role: z.enum(['system', 'user', 'assistant']),
  parts: z.array(Part).max(1_000),
})
export type AiSdkMessage = z.infer<typeof AiSdkMessage>

export const AiSdkBody = z.strictObject({
  /** The chat's id, made by the client: under it the stream is found again, and what was said before. */
  id: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'The id has 1 to 200 visible ASCII characters.'),
  messages: z.array(AiSdkMessage).min(1).max(400),
  trigger: z.enum(['submit-message', 'regenerate-message']).optional(),
  messageId: z.string().max(200).optional(),
})
export type AiSdkBody = z.infer<typeof AiSdkBody>
