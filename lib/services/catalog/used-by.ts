import 'server-only'
import { sql } from 'drizzle-orm'
import type { ModelCardView } from '@/lib/contracts/model-cards'
import { rows } from '@/lib/db/database'
import { defaultChatModel } from '../connections/resolve-connection'
import type { ServiceContext } from '../context'

interface AppRow {
  id: string
  name: string
  in_draft: boolean
  is_published: boolean
}

/** Apps whose draft or published version names the model in any field, and routes that may select it. */
export async function usedBy(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  { connection, model }: { connection: string; model: string },
): Promise<ModelCardView['usedBy']> {
  const usesModel = sql`'$.nodes[*].config.** ? (@.connection == $connection && @.model == $model)'::jsonpath`
  const target = sql`'$.targets[*].model ? (@.connection == $connection && @.model == $model)'::jsonpath`
  const values = sql`${JSON.stringify({ connection, model })}::jsonb`
  const [apps, routes, preferred] = await Promise.all([
    ctx.db.execute(sql`
      select id, name, in_draft, is_published from (
        select apps.id, apps.name, jsonb_path_exists(apps.draft, ${usesModel}, ${values}) as in_draft, exists (
          select 1 from environments
          join versions on versions.id = environments.version_id
          where environments.app_id = apps.id and jsonb_path_exists(versions.graph, ${usesModel}, ${values})
        ) as is_published
        from apps where apps.workspace_id = ${ctx.workspace.id}::uuid and apps.deleted_at is null
      ) as found where in_draft or is_published order by name`),
    ctx.db.execute(sql`
      select id, name from model_routes
      where workspace_id = ${ctx.workspace.id}::uuid and jsonb_path_exists(policy, ${target}, ${values}) order by name`),
    defaultChatModel(ctx),
  ])
  return {
    apps: rows<AppRow>(apps).map(({ id, name, in_draft, is_published }) => ({
      id,
      name,
      inDraft: in_draft,
      isPublished: is_published,
    })),
    routes: rows<{ id: string; name: string }>(routes).map(({ id, name }) => ({ id, name })),
    isDefault: preferred?.connection === connection && preferred.model === model,
  }
}
