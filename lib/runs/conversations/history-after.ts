import 'server-only'
import { MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import { answerOf, messageOf } from '@/lib/services/runs/message-texts'
import type { RunRow } from '@/lib/services/runs/run-row'

/** The size limit of a run's history: each run stores its own, so it must not grow without bound. */
const MAX_HISTORY_CHARACTERS = 200_000

/** The history up to the end of this run: each run stores its own. */
export function historyAfter(run: Pick<RunRow, 'history' | 'inputs' | 'outputs'>): PublicChatTurn[] {
  const all: PublicChatTurn[] = [
    ...run.history,
    { role: 'user', content: messageOf(run) },
    { role: 'assistant', content: answerOf(run.outputs ?? {}) },
  ]
  let left = MAX_HISTORY_CHARACTERS
  const firstKept = all.findLastIndex((turn) => {
    left -= turn.content.length
    return left < 0
  })
  return all.slice(firstKept + 1).slice(-MAX_HISTORY_TURNS)
}
