import 'server-only'
import type { StoredScope } from '@/lib/graph/variables/declaration'
import type { RunRow } from '../runs/run-row'

/** Storage keys of the variables of a run's apps. */
export interface VariableKeys {
  workspaceId: string
  environment: string
  /** Null if values of the scope end with the run. */
  keys: Readonly<Record<StoredScope, string | null>>
}

type Run = Pick<
  RunRow,
  'workspaceId' | 'environment' | 'origin' | 'thread' | 'endUser' | 'actsFor' | 'startedBy' | 'versionId'
>

/** The keys of a run. Drafts and batches have separate values. A member who tries a draft is its end user. */
export function variableKeys(run: Run): VariableKeys {
  const { workspaceId, environment, origin, thread, endUser, actsFor, startedBy, versionId } = run
  const member = versionId === null && startedBy !== null ? `member:${startedBy}` : null
  return {
    workspaceId,
    environment: `${environment ?? ''}${origin === 'batch' ? '#batch' : ''}`,
    keys: { conversation: thread, user: actsFor?.endUser ?? endUser ?? member, app: '' },
  }
}
