import 'server-only'
import { and, eq } from 'drizzle-orm'
import { GateRules, type GateView } from '@/lib/contracts/gates'
import type { Database, Transaction } from '@/lib/db/database'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'
import { gates } from '@/lib/db/schema/evaluation/gates'

export interface AppAddress {
  /** The app. */
  id: string
  workspaceId: string
}

type Db = Database | Transaction
export type EvaluationRow = typeof evaluations.$inferSelect

export interface Gate {
  environment: string
  rules: GateRules
  /** Null if it was deleted. */
  evaluation: EvaluationRow | null
  updatedBy: string
  updatedAt: Date
}

export async function gatesOf(db: Db, app: AppAddress, environment?: string): Promise<Gate[]> {
  const found = await db
    .select({ gate: gates, evaluation: evaluations })
    .from(gates)
    .leftJoin(evaluations, eq(evaluations.id, gates.evaluationId))
    .where(
      and(
        eq(gates.appId, app.id),
        eq(gates.workspaceId, app.workspaceId),
        environment === undefined ? undefined : eq(gates.environment, environment),
      ),
    )
    .orderBy(gates.environment)
  return found.map(({ gate: { environment: name, rules, updatedBy, updatedAt }, evaluation }) => ({
    environment: name,
    rules: GateRules.parse(rules),
    evaluation,
    updatedBy,
    updatedAt,
  }))
}

/** @returns null if releases to the environment are not gated */
export async function gateOf(db: Db, app: AppAddress, environment: string): Promise<Gate | null> {
  return (await gatesOf(db, app, environment))[0] ?? null
}

/** The environments whose gate uses an evaluation. */
export async function gatesUsing(db: Db, { id, workspaceId }: Pick<EvaluationRow, 'id' | 'workspaceId'>) {
  const found = await db
    .select({ environment: gates.environment })
    .from(gates)
    .where(and(eq(gates.evaluationId, id), eq(gates.workspaceId, workspaceId)))
  return found.map(({ environment }) => environment)
}

export const viewGate = ({ environment, rules, evaluation, updatedBy, updatedAt }: Gate): GateView => ({
  environment,
  rules,
  updatedBy,
  updatedAt: updatedAt.toISOString(),
  evaluationId: evaluation?.id ?? null,
  evaluationName: evaluation?.name ?? null,
})
