import type { ChatReader, ModelRef } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import { decisionOf } from './decision-of'
import type { GatewayServices } from './gateway-services'

/**
 * Resolves a choice to connection and model. A registered name resolves to the version of its
 * stage, which is reported.
 */
export function resolveTarget(
  services: GatewayServices,
  model: ModelRef,
  stickyKey: string,
  emit: ChatReader,
): ModelRef | Promise<ModelRef> {
  return model.connection === 'trained' ? resolveTrained(services, model, stickyKey, emit) : model
}

async function resolveTrained(
  services: GatewayServices,
  model: ModelRef,
  stickyKey: string,
  emit: ChatReader,
): Promise<ModelRef> {
  const { target, versionNumber } = await services.trained(model.model, stickyKey)
  const reason = problem('decisions.version', { model: model.model, version: versionNumber })
  emit({ type: 'decision', decision: decisionOf('canary', reason, target) })
  return target
}
