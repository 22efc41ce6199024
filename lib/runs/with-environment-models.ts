import 'server-only'
import type { ModelOverride } from '@/lib/contracts/environments'
import type { EnginePorts, ModelRef } from '@/lib/engine/ports'

type ModelPorts = EnginePorts['models']

/** Where a step asks for a model that the environment replaces, the other one is asked. Read when a model is first asked. */
export function withEnvironmentModels(
  models: ModelPorts,
  settings: () => Promise<{ models: readonly ModelOverride[] } | null>,
): ModelPorts {
  const inPlaceOf = async (model: ModelRef): Promise<ModelRef> => {
    const own = (await settings())?.models.find(({ from }) => isSame(from, model))
    return own ? own.to : model
  }
  return {
    ...models,
    resolve: async (model) => inPlaceOf(await models.resolve(await inPlaceOf(model))),
    embedWith: async (request) => models.embedWith({ ...request, model: await inPlaceOf(request.model) }),
    rerank: async (request) => models.rerank({ ...request, model: await inPlaceOf(request.model) }),
    transcribe: async (request) => models.transcribe({ ...request, model: await inPlaceOf(request.model) }),
    speak: async (request) => models.speak({ ...request, model: await inPlaceOf(request.model) }),
    makeImage: async (request) => models.makeImage({ ...request, model: await inPlaceOf(request.model) }),
    chat: async (request, tell) => models.chat({ ...request, model: await inPlaceOf(request.model) }, tell),
  }
}

const isSame = (a: ModelRef, b: ModelRef) => a.connection === b.connection && a.model === b.model
