import { publish, writeGraph } from '../studio.mjs'

/** One file whose rows each write once. */
export async function batches(world, { runs }) {
  const app = await publish(world, 'Batches', writeGraph(world.target.url))
  const names = Array.from({ length: runs }, (_, row) => `batch-${row}`)
  let batchId = ''
  return {
    app,
    async work() {
      const body = new FormData()
      body.append('file', new File([names.map((what) => JSON.stringify({ what })).join('\n')], 'rows.jsonl'))
      batchId = (await world.owner(world.urls, 'POST', `/apps/${app.id}/batches`, body)).id
      const mapping = { what: { kind: 'column', column: 'what' } }
      // A retry after a lost response is rejected: the batch has already started.
      await world
        .owner(world.urls, 'POST', `/batches/${batchId}/start`, { mapping, parallel: 1 })
        .catch((error) => /40[09]/.test(String(error)) || Promise.reject(error))
    },
    expected: async () => runs,
    writes: async () => names,
    inspect: async (sql) => {
      const [batch] = await sql`select status from batches where id = ${batchId}`
      return batch?.status === 'done' ? [] : [`the batch is ${batch?.status}`]
    },
  }
}
