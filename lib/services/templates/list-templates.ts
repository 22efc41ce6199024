import 'server-only'
import type { listTemplates as listTemplatesContract, TemplateView } from '@/lib/contracts/templates'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { servicesOf } from '@/lib/templates/services-of'
import type { Template } from '@/lib/templates/template'
import { templates } from '@/lib/templates/templates'
import { requireRole, type Verb } from '../context'
import { operatorTemplates } from './operator-templates'

export const listTemplates: Verb<typeof listTemplatesContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const fromOperator = await operatorTemplates()
  return { templates: [...fromOperator, ...templates].map(viewTemplate) }
}

function viewTemplate(template: Template): TemplateView {
  const { graph, samples: _, community = null, ...card } = template
  const outer = graph.nodes.filter(({ parent }) => parent === undefined)
  return {
    ...card,
    connections: servicesOf(template).flatMap((plugin) => {
      const found = pluginCatalog.find(({ id }) => id === plugin)
      return found ? [{ id: found.id, label: found.label, logo: found.logo }] : []
    }),
    shape: {
      nodes: outer.map(({ id, type, position }) => ({ id, type, position })),
      edges: graph.edges.map(({ id, from, to }) => ({ id, from: from.node, to: to.node })),
    },
    nodeTypes: [...new Set(graph.nodes.map(({ type }) => type))],
    community,
  }
}
