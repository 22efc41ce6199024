import 'server-only'
import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import type { ToolSpec } from '@/lib/engine/model-requests'

const MAX_DESCRIPTION_CHARACTERS = 1_024
const MAX_SCHEMA_CHARACTERS = 32_000

const McpTool = z.object({
  // Names allowed by the protocol; rejects line breaks and control characters, which may carry an
  // injection.
  name: z.string().regex(/^[A-Za-z0-9_./-]{1,128}$/),
  description: z.string().catch(''),
  inputSchema: JsonObjectSchema,
})

/** Converts and truncates a server's tool description; null if the tool is unusable. */
export function readMcpTool(raw: unknown): ToolSpec | null {
  if (findJsonFlaw(raw, 60) !== null) return null
  const parsed = McpTool.safeParse(raw)
  if (!parsed.success) return null
  const { name, description, inputSchema } = parsed.data
  const isTooLarge = JSON.stringify(inputSchema).length > MAX_SCHEMA_CHARACTERS
  return {
    name,
    description: description.replace(/\p{Cc}+/gu, ' ').slice(0, MAX_DESCRIPTION_CHARACTERS),
    parameters: isTooLarge ? { type: 'object' } : { type: 'object', ...inputSchema },
  }
}
