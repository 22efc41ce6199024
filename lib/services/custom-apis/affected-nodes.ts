import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { OperationChange } from '@/lib/contracts/custom-apis/custom-apis'
import { apps } from '@/lib/db/schema/apps'
import type { Graph } from '@/lib/graph/graph'
import { appsThatName, type NamingApp } from '../apps/apps-that-name'
import type { ServiceContext } from '../context'

type AffectedNode = OperationChange['nodes'][number]

const Uses = z.object({ plugin: z.string(), action: z.string() })
const Tools = z.object({ tools: z.array(z.unknown()) })

/** Apps whose drafts or live versions use actions of an API. */
export function appsUsing(ctx: Pick<ServiceContext, 'db' | 'workspace'>, plugin: string): Promise<NamingApp[]> {
  return appsThatName(ctx, `"${plugin}"`)
}

/** Steps and tools of drafts by the action that they use. */
export async function affectedNodes(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  plugin: string,
): Promise<Map<string, AffectedNode[]>> {
  const naming = await appsUsing(ctx, plugin)
  if (naming.length === 0) return new Map()
  const drafts = await ctx.db
    .select({ id: apps.id, draft: apps.draft })
    .from(apps)
    .where(
      and(
        eq(apps.workspaceId, ctx.workspace.id),
        inArray(
          apps.id,
          naming.map(({ id }) => id),
        ),
      ),
    )
  const found = drafts.flatMap(({ id, draft }) => {
    const app = naming.find((candidate) => candidate.id === id)
    return app ? nodesOf(draft, plugin).map((node) => ({ ...node, app })) : []
  })
  const byAction = Map.groupBy(found, ({ action }) => action)
  return new Map(
    [...byAction].map(([action, nodes]) => [
      action,
      nodes.map(({ app, nodeId, nodeName }) => ({
        appId: app.id,
        appName: app.name,
        isLive: app.isLive,
        nodeId,
        nodeName,
      })),
    ]),
  )
}

function nodesOf({ nodes }: Graph, plugin: string): { action: string; nodeId: string; nodeName: string }[] {
  return nodes.flatMap(({ id, label, config }) => {
    const tools = Tools.safeParse(config).data?.tools ?? []
    const used = [config, ...tools].flatMap((settings) => {
      const uses = Uses.safeParse(settings).data
      return uses?.plugin === plugin ? [uses.action] : []
    })
    return [...new Set(used)].map((action) => ({ action, nodeId: id, nodeName: label }))
  })
}
