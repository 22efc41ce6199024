import { manifests } from '../manifests.gen'
import type { ConformanceCase } from './conformance-case'
import { CONFORMANCE_CASES } from './conformance-cases'
import type { Operation } from './operation-wires'
import { OWN_EVIDENCE } from './own-evidence'

export interface OperationCase {
  name: string
  operation: Operation
  given: ConformanceCase
}

const OPERATIONS: readonly Operation[] = ['embed', 'rerank', 'transcribe', 'speak', 'image']

/** Operations of each service besides chat, except those with a separate test. */
export const OPERATION_CASES: readonly OperationCase[] = CONFORMANCE_CASES.flatMap((given) =>
  OPERATIONS.filter(
    (operation) =>
      manifests[given.provider].abilities.some((ability) => ability === operation) &&
      OWN_EVIDENCE[given.provider]?.[operation] === undefined,
  ).map((operation) => ({ name: `${given.provider} ${given.title ?? ''}`.trim(), operation, given })),
)
