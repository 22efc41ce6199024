import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { emittedItems } from '@/lib/core/iterables/emitted-items'
import { apiKeyModels, registeredModels } from '@/lib/db/schema/training'
import { workspaceGateway } from '@/lib/services/gateway/workspace-gateway'
import { workspaceModels } from '@/lib/services/gateway/workspace-models'
import type { System } from '@/lib/services/system'
import { predictByName } from '@/lib/services/training/predict-by-name'
import { callerOf } from './caller-of-key'
import type { CallerKey } from './run-types'
import type { PublicBackend, PublicModel } from './types'

/** Trained models for permitted keys. Every query is limited to the key and its workspace. */
export function publicModels(system: System): Pick<PublicBackend, 'findModel' | 'listModels' | 'predict' | 'chat'> {
  const select = async (key: CallerKey, name?: string): Promise<PublicModel[]> => {
    const rows = await system.db
      .select({
        modelId: registeredModels.id,
        workspaceId: registeredModels.workspaceId,
        name: registeredModels.name,
        kind: registeredModels.kind,
        description: registeredModels.description,
        updatedAt: registeredModels.updatedAt,
      })
      .from(apiKeyModels)
      .innerJoin(registeredModels, eq(registeredModels.id, apiKeyModels.modelId))
      .where(
        and(
          eq(apiKeyModels.keyId, key.keyId),
          eq(registeredModels.workspaceId, key.workspaceId),
          name === undefined ? undefined : eq(registeredModels.name, name),
        ),
      )
      .orderBy(asc(registeredModels.name))
    return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }))
  }
  return {
    findModel: async (key, name) => (await select(key, name))[0] ?? null,
    listModels: (key) => select(key),
    predict: ({ key, model, texts, endUser, signal }) => {
      const { record } = workspaceGateway(system, callerOf(key, endUser))
      const parts = { db: system.db, workspaceId: key.workspaceId, record }
      return predictByName(parts, { name: model.name, texts, stickyKey: endUser, nodeId: null, signal })
    },
    chat: ({ key, model, endUser, ...request }) =>
      emittedItems((emit) =>
        workspaceModels({ system, caller: callerOf(key, endUser) }).chat(
          { ...request, model: { connection: 'trained', model: model.name } },
          emit,
        ),
      ),
  }
}
