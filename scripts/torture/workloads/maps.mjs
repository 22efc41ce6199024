import { startRun } from '../client.mjs'
import { mapGraph, publish } from '../studio.mjs'

const ITEMS = 10

/** Runs that write each item of a list. */
export async function maps(world, { runs, paced }) {
  const app = await publish(world, 'Maps', mapGraph(world.target.url))
  return {
    app,
    async work() {
      await paced(runs, (run) => startRun({ ...world, app }, `map-${run}`, { what: itemsOf(run) }))
    },
    expected: async () => runs,
    writes: async () => Array.from({ length: runs }, (_, run) => itemsOf(run)).flat(),
    inspect: async () => [],
  }
}

const itemsOf = (run) => Array.from({ length: ITEMS }, (_, item) => `map-${run}-${item}`)
