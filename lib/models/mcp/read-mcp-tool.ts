import 'server-only'
import { z } from 'zod'
import { McpAnnotations, type McpTool } from '@/lib/contracts/integrations/mcp-tool'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import type { ToolSpec } from '@/lib/engine/model-requests'
import { hashMcpTool } from './hash-mcp-tool'

const MAX_DESCRIPTION_CHARACTERS = 1_024
const MAX_SCHEMA_CHARACTERS = 32_000

const RawTool = z.object({
  // Names allowed by the protocol; rejects line breaks and control characters, which may carry an
  // injection.
  name: z.string().regex(/^[A-Za-z0-9_./-]{1,128}$/),
  title: z.string().optional().catch(undefined),
  description: z.string().catch(''),
  inputSchema: JsonObjectSchema,
  outputSchema: JsonObjectSchema.optional().catch(undefined),
  annotations: z
    .object({ title: z.string().optional().catch(undefined), ...McpAnnotations.shape })
    .optional()
    .catch(undefined),
})

/** Converts and truncates a server's tool description; null if the tool is unusable. */
export function readMcpTool(raw: unknown): McpTool | null {
  if (findJsonFlaw(raw, 60) !== null) return null
  const rawObject = JsonObjectSchema.safeParse(raw)
  const parsed = RawTool.safeParse(raw)
  if (!parsed.success || !rawObject.success) return null
  const {
    name,
    description,
    inputSchema,
    outputSchema,
    annotations: { title: hint, ...annotations } = {},
  } = parsed.data
  const title = parsed.data.title ?? hint ?? null
  return {
    name,
    title: title === null ? null : plainText(title, 120),
    description: plainText(description, MAX_DESCRIPTION_CHARACTERS),
    inputSchema: isTooLarge(inputSchema) ? { type: 'object' } : { type: 'object', ...inputSchema },
    outputSchema: outputSchema === undefined || isTooLarge(outputSchema) ? null : outputSchema,
    annotations: definedHints(annotations),
    // Covers the definition before it is shortened.
    hash: hashMcpTool(rawObject.data),
  }
}

/** The tool as a model sees it. */
export const specOfMcpTool = ({ name, description, inputSchema }: McpTool): ToolSpec => ({
  name,
  description,
  parameters: inputSchema,
})

const plainText = (text: string, maxLength: number) => text.replace(/\p{Cc}+/gu, ' ').slice(0, maxLength)
const isTooLarge = (schema: JsonObject) => JSON.stringify(schema).length > MAX_SCHEMA_CHARACTERS

function definedHints(hints: McpAnnotations): McpAnnotations {
  return Object.fromEntries(Object.entries(hints).filter(([, value]) => value !== undefined))
}
