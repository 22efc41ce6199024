import type { Sentences } from '../sentence-book'
import { flowNodes } from './manifests/flow-nodes'
import { modelNodes } from './manifests/model-nodes'
import { modelServices } from './manifests/model-services'
import { searchNodes } from './manifests/search-nodes'
import { sources } from './manifests/sources'
import { templates } from './manifests/templates'
import { toolNodes } from './manifests/tool-nodes'

/** Labels and explanations of nodes, model services, sources and templates: one file an area. */
export const manifests: Sentences = {
  ...modelNodes,
  ...flowNodes,
  ...searchNodes,
  ...toolNodes,
  ...modelServices,
  ...sources,
  ...templates,
}
