import 'server-only'
import type { listTemplates as listTemplatesContract, TemplateView } from '@/lib/contracts/templates'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { connectionsOf } from '@/lib/templates/connections'
import type { Template } from '@/lib/templates/template'
import { templates } from '@/lib/templates/templates'
import { requireRole, type Verb } from '../context'

export const listTemplates: Verb<typeof listTemplatesContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { templates: templates.map(viewTemplate) }
}

function viewTemplate({ graph, samples: _, ...card }: Template): TemplateView {
  const outer = graph.nodes.filter(({ parent }) => parent === undefined)
  return {
    ...card,
    connections: connectionsOf(graph).flatMap((plugin) => {
      const found = pluginCatalog.find(({ id }) => id === plugin)
      return found ? [{ id: found.id, label: found.label, logo: found.logo }] : []
    }),
    shape: {
      nodes: outer.map(({ id, type, position }) => ({ id, type, position })),
      edges: graph.edges.map(({ id, from, to }) => ({ id, from: from.node, to: to.node })),
    },
    nodeTypes: [...new Set(graph.nodes.map(({ type }) => type))],
  }
}
