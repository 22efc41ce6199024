/** The ids of the chosen documents; 'all' while the whole list was asked for and is not there yet. */
export type Choice = ReadonlySet<string> | 'all'

/** Fixes "all" to what is listed as soon as the list is as long as it gets: later documents were never chosen. */
export function settleChoice(choice: Choice, listed: readonly string[], length: number): Choice {
  return choice === 'all' && listed.length >= length ? new Set(listed) : choice
}
