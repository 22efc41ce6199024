import 'server-only'
import type { ModelOverride } from '@/lib/contracts/environments'
import type { EnginePorts, ModelRef } from '@/lib/engine/ports'

type ModelPorts = EnginePorts['models']

interface Settings {
  models: readonly ModelOverride[]
}

/** Where a step asks for a model that the environment replaces, the other one is asked. Read when a model is first asked. */
export function withEnvironmentModels(
  models: ModelPorts,
  settings: () => Settings | null | Promise<Settings | null>,
): ModelPorts {
  const inPlaceOf = (model: ModelRef): ModelRef | Promise<ModelRef> => {
    const known = settings()
    return known instanceof Promise ? known.then((own) => replaced(model, own)) : replaced(model, known)
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

function replaced(model: ModelRef, settings: Settings | null): ModelRef {
  return settings?.models.find(({ from }) => isSame(from, model))?.to ?? model
}

const isSame = (a: ModelRef, b: ModelRef) => a.connection === b.connection && a.model === b.model
