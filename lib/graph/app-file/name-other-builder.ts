import { z } from 'zod'
import type { Json } from '@/lib/core/json'

/** What a chatflow or agentflow of Flowise has at its nodes and nobody else. */
const Flowise = z.object({
  nodes: z.array(z.object({ data: z.object({ inputAnchors: z.array(z.unknown()) }) })).min(1),
  edges: z.array(z.unknown()),
})

/** Whose file it is, where people bring one of another builder: Dify writes YAML, Flowise JSON. null: nobody's whom we know. */
export function nameOtherBuilder(content: { text: string } | { value: Json }): 'Dify' | 'Flowise' | null {
  if ('value' in content) return Flowise.safeParse(content.value).success ? 'Flowise' : null
  return /^kind: *["']?app["']?\s*$/m.test(content.text) && /^app:\s*$/m.test(content.text) ? 'Dify' : null
}
