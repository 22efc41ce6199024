import { pluginCatalog } from './catalog.gen'
import { learnActions } from './known-actions'

// For servers: an import makes missing actions compile errors.
learnActions(pluginCatalog.flatMap(({ id, actions }) => actions.map((action) => `${id}/${action.id}`)))
