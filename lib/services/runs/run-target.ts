import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { PublicInputField } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { inputFieldsOf } from '../apps/input-fields'

/** The target of a schedule, a webhook, a batch or a failed run. */
export interface RunTarget {
  graph: Graph
  durability: 'async' | 'sync'
  version: { id: string; number: number }
  inputFields: PublicInputField[]
  messageField: string | null
}

/** The version, or the live version of the environment, which is production unless named. @throws AppError CONFLICT when there is none, MAINTENANCE */
export async function findTarget(
  db: Database | Transaction,
  address: { workspaceId: string; appId: string; versionId: string | null; environment?: string },
): Promise<RunTarget> {
  const [row] = await db
    .select({
      version: versions,
      kind: apps.kind,
      durability: environments.durability,
      maintenance: environments.maintenance,
    })
    .from(apps)
    .innerJoin(
      environments,
      and(eq(environments.appId, apps.id), eq(environments.name, address.environment ?? 'production')),
    )
    .innerJoin(versions, eq(versions.id, address.versionId ?? environments.versionId))
    .where(
      and(
        eq(apps.id, address.appId),
        eq(apps.workspaceId, address.workspaceId),
        eq(versions.appId, apps.id),
        isNull(apps.deletedAt),
      ),
    )
  if (!row) throw new AppError('CONFLICT', problem('apps.notPublished'))
  if (row.maintenance) {
    const { message, retryAfterSeconds } = row.maintenance
    throw new AppError('MAINTENANCE', verbatim(message), { retryAfterSeconds })
  }
  const { graph, id, number } = row.version
  const inputFields = inputFieldsOf(graph)
  return {
    graph,
    durability: row.durability,
    version: { id, number },
    inputFields,
    messageField: row.kind === 'chat' && inputFields.some((field) => field.name === 'message') ? 'message' : null,
  }
}
