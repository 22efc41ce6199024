import { z } from 'zod'

/** The request of the AI SDK's `useChat`. Other parts, such as sources and steps, are ignored. */
const Part = z.looseObject({
  type: z.string().max(200),
  text: z.string().optional(),
  /** For a file. */
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
  /** The chat's id, created by the client. It identifies the stream and the earlier messages. */
  id: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'The id has 1 to 200 visible ASCII characters.'),
  messages: z.array(AiSdkMessage).min(1).max(400),
  trigger: z.enum(['submit-message', 'regenerate-message']).optional(),
  messageId: z.string().max(200).optional(),
})
export type AiSdkBody = z.infer<typeof AiSdkBody>
