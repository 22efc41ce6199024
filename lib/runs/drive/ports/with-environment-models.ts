import 'server-only'
import type { ModelOverride } from '@/lib/contracts/environments'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'

type ModelPorts = EnginePorts['models']

interface Settings {
  models: readonly ModelOverride[]
}

/** Calls the replacement where the environment replaces a step's model. Settings are read at the first model call. */
export function withEnvironmentModels(
  models: ModelPorts,
  settings: () => Settings | null | Promise<Settings | null>,
): ModelPorts {
  const replacementFor = async (model: ModelRef): Promise<ModelRef> => replaced(model, await settings())
  return {
    ...models,
    resolve: async (model) => replacementFor(await models.resolve(await replacementFor(model))),
    embedWith: async (request) => models.embedWith({ ...request, model: await replacementFor(request.model) }),
    rerank: async (request) => models.rerank({ ...request, model: await replacementFor(request.model) }),
    transcribe: async (request) => models.transcribe({ ...request, model: await replacementFor(request.model) }),
    speak: async (request) => models.speak({ ...request, model: await replacementFor(request.model) }),
    makeImage: async (request) => models.makeImage({ ...request, model: await replacementFor(request.model) }),
    chat: async (request, emit) => models.chat({ ...request, model: await replacementFor(request.model) }, emit),
  }
}

function replaced(model: ModelRef, settings: Settings | null): ModelRef {
  return settings?.models.find(({ from }) => isSame(from, model))?.to ?? model
}

const isSame = (a: ModelRef, b: ModelRef) => a.connection === b.connection && a.model === b.model
