import { manifests } from '../manifests.gen'
import type { ConformanceCase } from './conformance-case'
import { CONFORMANCE_CASES } from './conformance-cases'
import type { Operation } from './operation-wires'
import { OWN_EVIDENCE } from './own-evidence'

export interface OperationCase {
  name: string
  operation: Operation
  conformanceCase: ConformanceCase
}

const OPERATIONS: readonly Operation[] = ['embed', 'rerank', 'transcribe', 'speak', 'image']

/** Operations of each service besides chat, except those with a separate test. */
export const OPERATION_CASES: readonly OperationCase[] = CONFORMANCE_CASES.flatMap((conformanceCase) =>
  OPERATIONS.filter(
    (operation) =>
      manifests[conformanceCase.provider].abilities.some((ability) => ability === operation) &&
      OWN_EVIDENCE[conformanceCase.provider]?.[operation] === undefined,
  ).map((operation) => ({
    name: `${conformanceCase.provider} ${conformanceCase.title ?? ''}`.trim(),
    operation,
    conformanceCase,
  })),
)
