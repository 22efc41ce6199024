import type { ConversationHead } from '../../chat/conversation-store'

export interface DayGroup {
  /** Such as `today`, `yesterday` or `November 2026`, in the given language. */
  name: string
  heads: ConversationHead[]
}

/** Groups of conversations that are sorted already. */
export function groupByDay(heads: readonly ConversationHead[], locale: string, nowMs = Date.now()): DayGroup[] {
  const groups: DayGroup[] = []
  for (const head of heads) {
    const name = nameOf(head.updatedAtMs, locale, nowMs)
    const last = groups.at(-1)
    if (last?.name === name) last.heads.push(head)
    else groups.push({ name, heads: [head] })
  }
  return groups
}

function nameOf(atMs: number, locale: string, nowMs: number): string {
  const daysAgo = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / 86_400_000)
  // A clock that was set back must not produce a heading such as "in 3 days".
  if (daysAgo <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.max(0, daysAgo), 'day')
  return new Date(atMs).toLocaleDateString(locale, { month: 'long', year: 'numeric' })
}

const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0)
