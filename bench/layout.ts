// Layouts of ten graphs by dagre, as the canvas uses it, and by ELK: npm run bench:layout [-- --elk PATH/elk.bundled.js]
import { parseArgs } from 'node:util'
import { layoutGraph } from '@/components/canvas/layout/layout-graph'
import { loadElk } from './layout/layout-with-elk'
import { measureDrawing } from './layout/measure-drawing'
import { tenGraphs } from './layout/ten-graphs'

const { values } = parseArgs({ options: { elk: { type: 'string' } } })
const elk = values.elk === undefined ? null : await loadElk(values.elk)
const RUNS = 5
const sums = new Map<string, { crossings: number; bends: number; hidden: number; area: number; ms: number }>()
const table = []
for (const { name, graph } of tenGraphs()) {
  const layouts: [string, () => ReturnType<typeof layoutGraph> | Promise<ReturnType<typeof layoutGraph>>][] = [
    ['dagre', () => layoutGraph(graph)],
    ...(elk ? [['elk', () => elk(graph)] as [string, () => Promise<ReturnType<typeof layoutGraph>>]] : []),
  ]
  for (const [engine, run] of layouts) {
    let places = await run()
    const times = []
    for (let round = 0; round < RUNS; round += 1) {
      const start = performance.now()
      places = await run()
      times.push(performance.now() - start)
    }
    const ms = times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
    const drawing = { ...measureDrawing(graph, places), ms }
    const sum = sums.get(engine) ?? { crossings: 0, bends: 0, hidden: 0, area: 0, ms: 0 }
    for (const key of ['crossings', 'bends', 'hidden', 'area', 'ms'] as const) sum[key] += drawing[key]
    sums.set(engine, sum)
    table.push({ graph: name, nodes: graph.nodes.length, engine, ...rounded(drawing) })
  }
}
console.table(table)
console.table(Object.fromEntries([...sums].map(([engine, sum]) => [engine, rounded(sum)])))
if (sums.get('dagre')?.hidden !== 0) {
  console.error('Edges pass behind nodes.')
  process.exitCode = 1
}

function rounded<Item extends { area: number; ms: number }>(drawing: Item): Item {
  return { ...drawing, area: Number(drawing.area.toFixed(2)), ms: Number(drawing.ms.toFixed(1)) }
}
