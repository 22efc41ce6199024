import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { CallRecord, GatewayServices } from '../gateway/gateway-services'

/** A gateway without routes, budgets and rules that records what it receives. */
export function freeGateway(change: Partial<GatewayServices> = {}): GatewayServices & { records: CallRecord[] } {
  const records: CallRecord[] = []
  return {
    route: async (name) => {
      throw new AppError('MODEL_MISSING', verbatim(`There is no route “${name}”.`))
    },
    trained: async (name) => {
      throw new AppError('MODEL_MISSING', verbatim(`The model “${name}” does not exist.`))
    },
    places: async () => new Map(),
    metrics: async () => new Map(),
    check: async () => {},
    degradation: async () => null,
    admit: async () => ({ settle: async () => {} }),
    enter: async () => () => {},
    cache: { find: async () => null, store: async () => {} },
    record: (call) => records.push(call),
    ...change,
    records,
  }
}
