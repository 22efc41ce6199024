/** Ids of the selected documents; 'all' while the whole list is loading. */
export type Choice = ReadonlySet<string> | 'all'

/** Replaces “all” by the listed ids once the list is complete; later documents are not selected. */
export function settleSelection(choice: Choice, listed: readonly string[], length: number): Choice {
  return choice === 'all' && listed.length >= length ? new Set(listed) : choice
}
