import { eq } from 'drizzle-orm'
import { vi } from 'vitest'
import type { TestApp } from '@/lib/api/testing/test-app'
import { runs } from '@/lib/db/schema/runs'

/** Lets each finished run cost this much, as one with a paid model does. Undo it with `mockRestore`. */
export function chargeRuns({ studio: { system } }: TestApp, costMicros: number) {
  const { db, runs: engine } = system
  const follow = engine.follow.bind(engine)
  return vi.spyOn(engine, 'follow').mockImplementation(async function* (runId, ...rest) {
    yield* follow(runId, ...rest)
    await db.update(runs).set({ costMicros, hasUnknownCost: false }).where(eq(runs.id, runId))
  })
}
