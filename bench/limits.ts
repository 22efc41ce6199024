// The cost of shared limits per request. TEST_DATABASE=postgres TEST_DATABASE_URL=… node bench/run-ts.mjs
// bench/limits.ts
import { openTestDatabase } from '@/lib/db/test-database'
import { SharedBuckets } from '@/lib/services/limits/shared-buckets'
import { SharedGate } from '@/lib/services/limits/shared-gate'

const REQUESTS = 2_000
const database = await openTestDatabase()

async function measure(name: string, action: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < 50; index += 1) await action(index)
  const times: number[] = []
  for (let index = 0; index < REQUESTS; index += 1) {
    const startMs = performance.now()
    await action(index)
    times.push(performance.now() - startMs)
  }
  times.sort((left, right) => left - right)
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  const quantile = (share: number) => times[Math.floor(times.length * share)]?.toFixed(3)
  console.log(`${name}: mean ${mean.toFixed(3)} ms, p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms`)
}

console.log(database.kind)
const key = new SharedBuckets(database.db, 'key', 60_000)
await measure('bucket of a busy key (one statement a lease)', async () => key.take('k'))
const many = new SharedBuckets(database.db, 'key', 60)
await measure('bucket, every request another key (a statement each)', async (index) => many.take(`k${index}`))
const gate = new SharedGate(database.db, 'runs', 10)
await measure('place taken and given back', async () => (await gate.enter('app'))())
await database.close()
process.exit()
