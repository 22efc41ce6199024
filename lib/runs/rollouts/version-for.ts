import 'server-only'
import type { StartRun } from '../drive/types'
import type { StartPublicRun } from '../public/types'
import { meetsCandidate, type Sticky } from './choose-version'

type Known = Pick<StartRun, 'history'> & Pick<Sticky, 'endUser' | 'conversationId' | 'runId'>

/** The live version, or that of a canary for its share of callers. */
export function versionFor(
  { app, keyId, inputs }: StartPublicRun,
  { history, ...known }: Known,
): { id: string; number: number } {
  const { rollout = null, messageField } = app
  const live = { id: app.versionId, number: app.versionNumber }
  if (rollout?.kind !== 'canary') return live
  const message = messageField === null ? undefined : inputs[messageField]
  const said = history.find(({ role }) => role === 'user')?.content
  const firstMessage = said ?? (typeof message === 'string' ? message : undefined)
  return meetsCandidate(rollout, { ...known, keyId, firstMessage })
    ? { id: rollout.versionId, number: rollout.versionNumber }
    : live
}
