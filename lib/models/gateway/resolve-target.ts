import type { ChatReader, ModelRef } from '@/lib/engine/model-requests'
import type { GatewayServices } from './gateway-services'

/**
 * Resolves a choice to connection and model. A registered name resolves to the version of its
 * stage, which is reported.
 */
export function resolveTarget(
  services: GatewayServices,
  model: ModelRef,
  stickyKey: string,
  tell: ChatReader,
): ModelRef | Promise<ModelRef> {
  return model.connection === 'trained' ? resolveTrained(services, model, stickyKey, tell) : model
}

async function resolveTrained(
  services: GatewayServices,
  model: ModelRef,
  stickyKey: string,
  tell: ChatReader,
): Promise<ModelRef> {
  const { target, versionNumber } = await services.trained(model.model, stickyKey)
  const message = `“${model.model}” is its version ${versionNumber} now.`
  tell({ type: 'decision', decision: { kind: 'canary', message, model: `${target.connection}/${target.model}` } })
  return target
}
