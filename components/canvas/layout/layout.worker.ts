import { layoutGraph } from './layout-graph'
import type { LayoutInput } from './layout-input'

self.onmessage = (event: MessageEvent<LayoutInput>) => {
  self.postMessage(layoutGraph(event.data))
}
