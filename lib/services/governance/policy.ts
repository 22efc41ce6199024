import 'server-only'
import { eq } from 'drizzle-orm'
import { ModelPolicy } from '@/lib/contracts/governance'
import type {
  getModelPolicy as getContract,
  ModelPolicyView,
  setModelPolicy as setContract,
} from '@/lib/contracts/model-policy'
import { definedOnly } from '@/lib/core/defined-only'
import type { Database } from '@/lib/db/database'
import { users } from '@/lib/db/schema/auth'
import { modelPolicies } from '@/lib/db/schema/governance'
import { connections } from '@/lib/db/schema/models'
import { canAllowLocalAddresses } from '@/lib/egress/local-addresses'
import { env } from '@/lib/platform/env'
import { manifests } from '@/lib/providers/manifests.gen'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, requireUser, type ServiceContext, type Verb } from '../context'
import { connectionHost, connectionRegion } from './connection-host'
import { catalogValues } from './known-models'
import { forgetModelPolicy } from './model-policy'

export const getModelPolicy: Verb<typeof getContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return view(ctx)
}

export const setModelPolicy: Verb<typeof setContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const { userId } = requireUser(ctx)
  const workspaceId = ctx.workspace.id
  await ctx.db.transaction(async (tx) => {
    const [old] = await tx
      .select({ policy: modelPolicies.policy })
      .from(modelPolicies)
      .where(eq(modelPolicies.workspaceId, workspaceId))
      .for('update')
    const values = { policy: body, updatedBy: userId, updatedAt: ctx.now() }
    await tx
      .insert(modelPolicies)
      .values({ workspaceId, ...values })
      .onConflictDoUpdate({ target: modelPolicies.workspaceId, set: values })
    await emitAudit(tx, ctx, {
      action: 'policy.models',
      subject: workspaceId,
      before: definedOnly(ModelPolicy.parse(old?.policy ?? {})),
      after: definedOnly(body),
    })
  })
  forgetModelPolicy(workspaceId)
  return view(ctx)
}

async function view({ db, workspace }: ServiceContext): Promise<ModelPolicyView> {
  const [row] = await db
    .select({ policy: modelPolicies.policy, updatedAt: modelPolicies.updatedAt, updatedBy: users.name })
    .from(modelPolicies)
    .leftJoin(users, eq(users.id, modelPolicies.updatedBy))
    .where(eq(modelPolicies.workspaceId, workspace.id))
  return {
    policy: ModelPolicy.parse(row?.policy ?? {}),
    updatedAt: row?.updatedAt.toISOString() ?? null,
    updatedBy: row?.updatedBy ?? null,
    operatorHosts: env().egressOnly,
    canAllowLocalAddresses: canAllowLocalAddresses(),
    choices: await choices(db, workspace.id),
  }
}

/** Values of the catalog, and of the workspace's connections. */
async function choices(db: Database, workspaceId: string): Promise<ModelPolicyView['choices']> {
  const rows = await db
    .select({ provider: connections.provider, baseUrl: connections.baseUrl, fields: connections.fields })
    .from(connections)
    .where(eq(connections.workspaceId, workspaceId))
  const catalog = catalogValues()
  const connectionRegions = rows.flatMap((row) => connectionRegion(row) ?? [])
  const sorted = (all: string[]) => [...new Set(all)].filter((text) => text !== '').sort()
  return {
    ...catalog,
    providers: Object.values(manifests)
      .map(({ id, label }) => ({ id, label }))
      .sort((a, b) => a.label.localeCompare(b.label)),
    regions: sorted([...catalog.regions, ...connectionRegions]),
    hosts: sorted(rows.map(connectionHost)),
  }
}
