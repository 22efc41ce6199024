import 'server-only'
import type { AttackPoint, listAttackPoints as pointsContract } from '@/lib/contracts/attacks'
import type { Graph } from '@/lib/graph/graph'
import { taintPoints } from '@/lib/graph/lint/taint-points'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { getAppRow } from '../apps/get-app-row'
import { inputFieldsOf } from '../apps/input-fields'
import { requireRole, type Verb } from '../context'

export const listAttackPoints: Verb<typeof pointsContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  return { points: attackPointsOf(app.draft) }
}

/** Steps that bring text of strangers, and the message of the user if the app takes one. */
export function attackPointsOf(graph: Graph): AttackPoint[] {
  const steps = taintPoints(graph, manifestOf).map(({ source, sink, trail }) => ({
    nodeId: source.id,
    label: source.label,
    trail,
    sinkId: sink?.id ?? null,
    sinkLabel: sink?.label ?? null,
  }))
  const takesText = inputFieldsOf(graph).some(({ type }) => type === 'text' || type === 'long-text')
  const message = { nodeId: null, label: '', sinkId: null, sinkLabel: null, trail: [] }
  return takesText ? [message, ...steps] : steps
}
