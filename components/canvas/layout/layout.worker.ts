import { type LayoutInput, layoutGraph } from './layout-graph'

self.onmessage = (event: MessageEvent<LayoutInput>) => {
  self.postMessage(layoutGraph(event.data))
}
