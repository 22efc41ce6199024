import 'server-only'
import type { NodeContext } from '@/lib/engine/node-definition'
import { outcomeUnknown, type WriteJournal } from '@/lib/plugins/execute/service-session'

/**
 * Records in the run that a write is about to be sent, and that its outcome is known. After a crash between the two, the
 * write may have happened: it is reported, never repeated.
 */
export function writeJournal(ctx: Pick<NodeContext, 'recorded' | 'step'>, service: string): WriteJournal {
  const sentKey = (attempt: number) => `sent-${attempt}`
  const settledKey = (attempt: number) => `settled-${attempt}`
  let attempt = 0
  return {
    async beforeSend({ method, host }) {
      do attempt += 1
      while (ctx.recorded(sentKey(attempt)) !== undefined && ctx.recorded(settledKey(attempt)) !== undefined)
      if (ctx.recorded(sentKey(attempt)) !== undefined) throw outcomeUnknown(service)
      const head = { key: sentKey(attempt), kind: 'other' as const, name: `${method} ${host}`, input: {} }
      await ctx.step(head, async () => true)
    },
    async settled() {
      const head = { key: settledKey(attempt), kind: 'other' as const, name: service, input: {} }
      await ctx.step(head, async () => true)
    },
  }
}
