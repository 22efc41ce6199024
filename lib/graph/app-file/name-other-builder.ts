import { z } from 'zod'
import type { Json } from '@/lib/core/json'

/** Node fields that only Flowise chatflows and agentflows have. */
const Flowise = z.object({
  nodes: z.array(z.object({ data: z.object({ inputAnchors: z.array(z.unknown()) }) })).min(1),
  edges: z.array(z.unknown()),
})

/** Recognizes files of other builders: Dify writes YAML, Flowise JSON. Null if unknown. */
export function nameOtherBuilder(content: { text: string } | { value: Json }): 'Dify' | 'Flowise' | null {
  if ('value' in content) return Flowise.safeParse(content.value).success ? 'Flowise' : null
  return /^kind: *["']?app["']?\s*$/m.test(content.text) && /^app:\s*$/m.test(content.text) ? 'Dify' : null
}
