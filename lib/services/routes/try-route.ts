import 'server-only'
import type { tryRoute as tryContract } from '@/lib/contracts/routes'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import { ASSUMED_OUTPUT_TOKENS } from '@/lib/models/gateway/call-target'
import { circuitBreakers } from '@/lib/models/gateway/circuit-breakers'
import { planTargets, targetKey } from '@/lib/models/gateway/plan-targets'
import { requestFacts } from '@/lib/models/gateway/request-facts'
import { costMicros } from '@/lib/models/prices'
import { requireRole, type Verb } from '../context'
import { workspaceGateway } from '../gateway/workspace-gateway'
import { checkTargets } from './routes'

export const tryRoute: Verb<typeof tryContract> = async ({ ctx, body, signal }) => {
  requireRole(ctx, 'editor')
  const { policy, text, hasImages, hasTools } = body
  await checkTargets(ctx, policy)
  const noCaller = { appId: null, versionId: null, runId: null, keyId: null, userId: null, endUser: null }
  const gateway = workspaceGateway(ctx.system, { workspaceId: ctx.workspace.id, ...noCaller, origin: 'studio' })
  const [metrics, places] = await Promise.all([gateway.metrics(), gateway.places()])
  const facts = requestFacts({
    model: { connection: 'route', model: '' },
    messages: [{ role: 'user', content: text }],
    signal,
  })
  const request = { ...facts, hasImages, hasTools }
  const known = { metrics, places, stickyKey: '', random: Math.random }
  const planned = planTargets(policy, { request, maxOutputTokens: ASSUMED_OUTPUT_TOKENS, ...known })
  return {
    ...reasonColumns(planned.reason),
    tokens: facts.tokens,
    language: facts.language(),
    targets: planned.targets.map((target) => {
      const { connection, model } = target.model
      const place = places.get(connection)
      const tokens = { inputTokens: facts.tokens, outputTokens: ASSUMED_OUTPUT_TOKENS }
      const measured = metrics.get(targetKey(target))
      return {
        target: target.model,
        costMicros: place === undefined ? null : costMicros({ ...place, model, ...tokens }),
        firstTokenMs: measured?.firstTokenMs ?? null,
        quality: measured?.quality ?? null,
        restsForSeconds: circuitBreakers().closedFor(targetKey(target)),
      }
    }),
  }
}
