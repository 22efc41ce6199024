import type { ChatChunk, ModelRef } from '@/lib/engine/ports'
import type { GatewayServices } from './gateway-services'

/** The connection and model behind a choice: a registered name stands for the version that is its stage's now. */
export async function settleTarget(
  services: GatewayServices,
  model: ModelRef,
  stickyKey: string,
): Promise<{ target: ModelRef; decision: ChatChunk | null }> {
  if (model.connection !== 'trained') return { target: model, decision: null }
  const { target, versionNumber } = await services.trained(model.model, stickyKey)
  const message = `“${model.model}” is its version ${versionNumber} now.`
  return {
    target,
    decision: {
      type: 'decision',
      decision: { kind: 'canary', message, model: `${target.connection}/${target.model}` },
    },
  }
}
