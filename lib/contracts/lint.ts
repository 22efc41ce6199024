import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ModelRulesView } from './governance'

/** The facts that the canvas needs for advice on a graph, see lib/graph/lint/lint-facts. */
export const LintFactsView = z.strictObject({
  today: z.iso.date(),
  rules: ModelRulesView,
  models: z.array(
    z.strictObject({
      provider: z.string(),
      model: z.string(),
      contextTokens: z.number().int().nullable(),
      retiresOn: z.iso.date().nullable(),
      replacement: z.string().nullable(),
    }),
  ),
  knowledgeBases: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      passages: z.number().int(),
      pending: z.number().int(),
      problem: z.string().nullable(),
    }),
  ),
  services: z.strictObject({
    connections: z.array(Id),
    apis: z.array(z.string()),
    mcpServers: z.array(Id),
    idleMcpServers: z.array(Id),
  }),
  /** What new nodes select if there is only one. */
  choices: z.strictObject({
    tables: z.array(z.string()),
    mcpServers: z.array(z.strictObject({ id: Id, name: z.string() })),
  }),
})
export type LintFactsView = z.infer<typeof LintFactsView>

export const getLintFacts = defineContract({
  name: 'lint.facts',
  method: 'GET',
  path: '/api/studio/lint/facts',
  access: 'viewer',
  response: LintFactsView,
})
