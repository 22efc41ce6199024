import { Annotation, END, MemorySaver, Send, START, StateGraph } from '@langchain/langgraph'
import { range, sleep, UNEVEN } from './graphs'

/**
 * The same graphs on LangGraph.js, written as its guides do. Its builder types the names of nodes, which here are made by
 * a loop; `any`-typed builders of its own are the documented way out, so edges are added through this narrow view.
 */
interface Builder {
  addNode(name: string, run: (state: State) => Promise<Partial<State>>): Builder
  addEdge(from: string | string[], to: string): Builder
  addConditionalEdges(from: string, route: (state: State) => Send[], to: string[]): Builder
  compile(options?: { checkpointer?: MemorySaver }): {
    invoke(
      state: Partial<State>,
      config: { recursionLimit: number; configurable?: { thread_id: string } },
    ): Promise<State>
  }
}

interface State {
  value: string | number
  list: (string | number)[]
}

const Schema = Annotation.Root({
  value: Annotation<string | number>({ reducer: (_, next) => next, default: () => '' }),
  list: Annotation<(string | number)[]>({ reducer: (before, next) => before.concat(next), default: () => [] }),
})

/** Safe: `Builder` is a part of what StateGraph has, with node names as plain strings. */
const builder = (): Builder => new StateGraph(Schema) as unknown as Builder

export type LangGraphRun = (input: Partial<State>) => Promise<State>

let threads = 0

function runOf(graph: Builder, withCheckpoints: boolean): LangGraphRun {
  // A checkpointer is what makes its runs resumable; the graph is compiled once, each run is a thread.
  const app = graph.compile(withCheckpoints ? { checkpointer: new MemorySaver() } : {})
  return (input) => {
    threads += 1
    return app.invoke(input, { recursionLimit: 5_000, configurable: { thread_id: String(threads) } })
  }
}

export function langGraphChain(count: number, withCheckpoints = false): LangGraphRun {
  let graph = builder()
  for (const index of range(count)) graph = graph.addNode(`n${index}`, async ({ value }) => ({ value }))
  for (const index of range(count)) graph = graph.addEdge(index === 0 ? START : `n${index - 1}`, `n${index}`)
  return runOf(graph.addEdge(`n${count - 1}`, END), withCheckpoints)
}

export function langGraphFan(count: number): LangGraphRun {
  let graph = builder().addNode('join', async () => ({}))
  const ids = range(count).map((index) => `n${index}`)
  for (const id of ids) graph = graph.addNode(id, async ({ value }) => ({ list: [value] })).addEdge(START, id)
  return runOf(graph.addEdge(ids, 'join').addEdge('join', END), false)
}

export function langGraphMap(): LangGraphRun {
  const graph = builder()
    .addNode('split', async () => ({}))
    .addNode('each', async ({ value }) => ({ list: [value] }))
    .addEdge(START, 'split')
    .addConditionalEdges('split', ({ list }) => list.map((value) => new Send('each', { value, list: [] })), ['each'])
    .addEdge('each', END)
  return runOf(graph, false)
}

export function langGraphUneven(): LangGraphRun {
  let graph = builder().addNode('join', async () => ({}))
  for (const [id, delayMs] of Object.entries(UNEVEN.delays)) {
    graph = graph.addNode(id, async () => {
      await sleep(delayMs)
      return { list: [id] }
    })
  }
  for (const [from, to] of UNEVEN.edges) graph = graph.addEdge(from === 'in' ? START : from, to)
  return runOf(graph.addEdge([...UNEVEN.joins], 'join').addEdge('join', END), false)
}
