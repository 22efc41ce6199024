import { z } from 'zod'

/** The only way from the process of an operator's package to the network: a request over its MCP session. */
export const RelayedRequest = z.object({
  method: z.literal('patchbay/fetch'),
  params: z.object({
    url: z.string().max(8_000),
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    headers: z.record(z.string(), z.string()),
    /** In base64. */
    body: z.string().optional(),
  }),
})

export const RelayedResponse = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  /** In base64. */
  body: z.string(),
})
