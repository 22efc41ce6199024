// Preloaded into a measured server: writes V8's memory of each thread every 100 ms to the file in MEMORY_PROBE. One
// line: {"main": bytes, "parser": bytes, ...}, the size of the heaps.
const { appendFileSync, writeFileSync } = require('node:fs')
const v8 = require('node:v8')
const { isMainThread } = require('node:worker_threads')

const EVERY_MS = 100
/** A thread in native code that responds later keeps its last value. */
const PATIENCE_MS = 50
const file = process.env.MEMORY_PROBE

if (isMainThread && file) {
  writeFileSync(file, '')
  const threads = new Map()
  process.on('worker', (worker) => {
    threads.set(worker, 0)
    worker.once('exit', () => threads.delete(worker))
  })
  const ask = async (worker) => {
    const { total_physical_size: bytes } = await worker.getHeapStatistics()
    if (threads.has(worker)) threads.set(worker, bytes)
  }
  const look = async () => {
    const pending = [...threads.keys()].map((worker) => ask(worker).catch(() => {}))
    await Promise.race([Promise.all(pending), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())])
    const held = { main: v8.getHeapStatistics().total_physical_size }
    for (const [{ threadName }, bytes] of threads) held[threadName] = (held[threadName] ?? 0) + bytes
    appendFileSync(file, `${JSON.stringify(held)}\n`)
    setTimeout(look, EVERY_MS).unref()
  }
  look()
}
