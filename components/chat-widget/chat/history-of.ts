import type { Turn } from './conversation-store'

/** Turns for the server: the most recent ones that fit, oldest first. */
export function historyOf(
  turns: readonly Turn[],
  maxTurns = 20,
  maxCharacters = 60_000,
): { role: Turn['role']; content: string }[] {
  const kept: { role: Turn['role']; content: string }[] = []
  let size = 0
  for (const turn of turns.toReversed()) {
    size += turn.text.length
    if (kept.length >= maxTurns || size > maxCharacters) break
    if (turn.text !== '' && (turn.state === 'done' || turn.state === 'stopped'))
      kept.unshift({ role: turn.role, content: turn.text })
  }
  return kept
}
