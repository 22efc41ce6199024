import type { LayoutResult } from './layout-graph'
import type { LayoutInput } from './layout-input'

/** Computes the layout in a worker, so that a large graph does not freeze the page. */
export function runLayout(input: LayoutInput): Promise<LayoutResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = (event: MessageEvent<LayoutResult>) => {
      worker.terminate()
      resolve(event.data)
    }
    worker.onerror = (event) => {
      worker.terminate()
      reject(new Error(event.message))
    }
    worker.postMessage(input)
  })
}
