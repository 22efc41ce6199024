import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'

/** Hints of a server about its tool (MCP, ToolAnnotations). They are claims: they can add caution, never remove it. */
export const McpAnnotations = z.strictObject({
  readOnlyHint: z.boolean().optional(),
  destructiveHint: z.boolean().optional(),
  idempotentHint: z.boolean().optional(),
  openWorldHint: z.boolean().optional(),
})
export type McpAnnotations = z.infer<typeof McpAnnotations>

/** A tool as its server describes it. */
export const McpTool = z.strictObject({
  name: z.string(),
  title: z.string().nullable(),
  description: z.string(),
  inputSchema: JsonObjectSchema,
  outputSchema: JsonObjectSchema.nullable(),
  annotations: McpAnnotations,
  /** SHA-256 of the canonical JSON (RFC 8785) of name, description, schemas and annotations. */
  hash: z.string(),
})
export type McpTool = z.infer<typeof McpTool>
