import { type CheckInput, checkGraph } from './check-graph'

self.onmessage = (event: MessageEvent<CheckInput>) => {
  self.postMessage(checkGraph(event.data))
}
