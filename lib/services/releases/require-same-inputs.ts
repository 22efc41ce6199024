import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import type { AppRow } from '../apps/get-app-row'

const Start = z.object({
  mode: z.string().default('chat'),
  fields: z.array(z.object({ name: z.string(), kind: z.string().default('text') })).default([]),
})

/** Callers send the inputs of the live version, even if a canary answers. @throws CONFLICT */
export async function requireSameInputs(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  versionIds: readonly string[],
): Promise<void> {
  const found = await tx
    .select({ graph: versions.graph })
    .from(versions)
    .where(
      and(eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId), inArray(versions.id, [...versionIds])),
    )
  if (new Set(found.map(({ graph }) => inputsOf(graph))).size === 1) return
  throw new AppError('CONFLICT', problem('releases.otherInputs'))
}

function inputsOf({ nodes }: Graph): string {
  const start = Start.safeParse(nodes.find(({ type, disabled }) => type === 'input' && !disabled)?.config ?? {})
  if (!start.success) return ''
  const { mode, fields } = start.data
  return mode === 'chat' ? mode : JSON.stringify(fields.map(({ name, kind }) => [name, kind]).sort())
}
