import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { COLUMN_GAP, type LayoutResult, ROW_GAP } from '@/components/canvas/layout/layout-graph'
import type { LayoutInput } from '@/components/canvas/layout/layout-input'

const Placed = z.object({ children: z.array(z.object({ id: z.string(), x: z.number(), y: z.number() })) })

interface Elk {
  layout(graph: object): Promise<unknown>
}

/**
 * ELK's layered algorithm with fixed ports. Tools are layered nodes too: ELK has no rule that puts them below their
 * agent. elkjs is not a dependency, so its file is named on the command line.
 */
export async function loadElk(file: string): Promise<(input: LayoutInput) => Promise<LayoutResult>> {
  const { default: ElkClass } = await import(pathToFileURL(file).href)
  const elk: Elk = new ElkClass()
  return async ({ nodes, edges }) => {
    const graph = {
      id: 'root',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'RIGHT',
        'elk.spacing.nodeNode': String(ROW_GAP),
        'elk.layered.spacing.nodeNodeBetweenLayers': String(COLUMN_GAP),
        'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
        'elk.layered.nodePlacement.favorStraightEdges': 'true',
      },
      children: nodes.map(({ id, width, height }) => ({
        id,
        width,
        height,
        layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
        ports: edges.flatMap(({ from, to, fromY = 63, toY = 63 }, index) => [
          ...(from === id ? [{ id: `out${index}`, x: width, y: fromY, width: 0, height: 0 }] : []),
          ...(to === id ? [{ id: `in${index}`, x: 0, y: toY, width: 0, height: 0 }] : []),
        ]),
      })),
      edges: edges.map((_, index) => ({ id: `e${index}`, sources: [`out${index}`], targets: [`in${index}`] })),
    }
    return Placed.parse(await elk.layout(graph)).children
  }
}
